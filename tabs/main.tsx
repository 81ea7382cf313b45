// Where the tabs begin: Teams is greeted at once, the code of the page is fetched meanwhile, and the skeleton of the HTML
// stays until both are there. Privacy and terms are for everyone: they wait for nobody.
import { bringApp, bringThemes, publicPage } from './ahead.ts';
import { Component, StrictMode, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { FluentProvider } from '@fluentui/react-components';
import { appFailed, appLoaded, askTokenAhead, enterTeams, isFramed, onTheme, type Entry, type ThemeName } from './teams.ts';
import './ui/base.css';

const enter = async (): Promise<Entry> => {
  const entry = await enterTeams();
  if (entry.is === 'inside' && publicPage === null) askTokenAhead();
  return entry;
};
const entering: Promise<Entry> = publicPage !== null && !isFramed() ? Promise.resolve({ is: 'outside' }) : enter();

/** What stands in the frame: public pages at once, the rest once Teams has answered. */
async function bringInside(): Promise<ComponentType> {
  if (bringApp === null) {
    const { default: PublicApp } = await import('./legal/public-app.tsx');
    return () => <PublicApp page={publicPage ?? 'privacy'} />;
  }
  const entry = await entering;
  if (entry.is === 'inside') {
    const { default: App } = await bringApp;
    return () => <App place={entry.place} />;
  }
  const { default: Outside } = await import('./outside/page.tsx');
  return () => <Outside silent={entry.is === 'silent'} />;
}

const preferred = (): ThemeName => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

function Shell() {
  const [Inside, setInside] = useState<ComponentType | null>(null);
  const [themes, setThemes] = useState<(typeof import('./ui/themes.ts'))['themes'] | null>(null);
  const [themeName, setThemeName] = useState<ThemeName>(preferred);
  const [lost, setLost] = useState<unknown>(null);

  useEffect(() => {
    const dress = async () => { setThemes((await bringThemes).themes); };
    const settle = async () => {
      const inside = await bringInside();
      setInside(() => inside);
    };
    const greet = async () => {
      const entry = await entering;
      if (entry.is !== 'inside') return;
      setThemeName(entry.place.theme);
      onTheme(setThemeName);
      appLoaded();
    };
    void greet();
    dress().catch(setLost);
    settle().catch(setLost);
  }, []);
  useEffect(() => {
    // Native parts (date fields, scroll bars) follow the theme too.
    document.documentElement.style.colorScheme = themeName === 'light' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = themeName;
  }, [themeName]);

  if (lost !== null) throw lost;
  if (themes === null || Inside === null) return <Boot />;
  return <FluentProvider theme={themes[themeName]}><div className="shell"><Inside /></div></FluentProvider>;
}

/** The same picture as the HTML's own skeleton, so that nothing moves when React takes over. */
function Boot() {
  return (
    <main className="boot" aria-busy="true">
      <h1 className="boot-title">Gouverne</h1>
      <p className="boot-words">Ouverture en cours…</p>
      <div className="boot-lines" aria-hidden="true">
        <div className="shimmer" data-w="60" /><div className="shimmer" data-w="90" /><div className="shimmer boot-block" /><div className="shimmer" data-w="75" /><div className="shimmer" data-w="45" />
      </div>
    </main>
  );
}

/** The last net: no theme, no language, nothing but HTML. A chunk that is gone after a new version lands here. */
class LastNet extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() { return { failed: true }; }
  override componentDidCatch(error: unknown) { appFailedQuietly(String(error)); }
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="boot">
        <h1 className="boot-title">Gouverne</h1>
        <p className="boot-words">Cette page n’a pas pu s’ouvrir. Une nouvelle version est peut-être en place.</p>
        <p className="boot-words" lang="en-CA">This page could not open. A new version may be in place.</p>
        <p><button type="button" onClick={() => location.reload()}>Recharger la page · <span lang="en-CA">Reload</span></button></p>
      </main>
    );
  }
}
function appFailedQuietly(message: string) { try { appFailed(message, false); } catch { /* Teams was never reached: the page itself says what happened. */ } }

const root = document.getElementById('app');
if (root !== null) createRoot(root).render(<StrictMode><LastNet><Shell /></LastNet></StrictMode>);
