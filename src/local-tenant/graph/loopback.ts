// An address of this machine: a product under test has no certificate, so http is let through there and nowhere else.

export const isLoopback = (url: string): boolean => URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
