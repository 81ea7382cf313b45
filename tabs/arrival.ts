// Set by a navigation, taken by the page that answers it: its title gets the focus, so that nobody is left nowhere.
export const arrival = { pending: false };
