// What the page will need, asked for before anything else of it is read: this is the entry's first import, so that the other files are on
// their way while React and teams-js are still being read. Privacy and terms need little, and nobody signed in.
import { bringPage } from './pages.ts';
import { readRoute } from './route.ts';

const route = readRoute(location.pathname, location.search);
export const publicPage = route.page === 'privacy' || route.page === 'terms' ? route.page : null;

export const bringThemes = import('./ui/themes.ts');
// The signed-in part is fetched before Teams answers, for it is nearly always what is wanted.
export const bringApp = publicPage === null ? import('./app.tsx') : null;
bringApp?.catch(() => undefined);
if (publicPage === null) bringPage(route.page).catch(() => undefined);
