// Acts that many parts of the page need and one part knows: set once at the start, so that the parts need not know each other.

export const hub = {
  /** Opens a link from a message, a card or an app: inside the page when Teams would, otherwise in a new window. */
  openLink: (_url: string): void => {},
};
