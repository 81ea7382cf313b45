// What every page knows: who reads, in which language, where in Teams, and how to go elsewhere.
import { createContext, useContext } from 'react';
import type { Me } from '../src/contract/committees.ts';
import type { Acts, Queries } from './api/queries.ts';
import type { Route } from './route.ts';
import { shellWords, type ShellWords } from './shell-words.ts';
import type { Place } from './teams.ts';
import type { Bilingual, Language } from './ui/words.ts';

export interface Session {
  readonly me: Me;
  readonly language: Language;
  /** IANA zone in which this person reads hours. */
  readonly zone: string;
  readonly place: Place;
  readonly queries: Queries;
  readonly acts: Acts;
  readonly route: Route;
  readonly go: (route: Route, options?: { replace?: boolean; keepFocus?: boolean }) => void;
  readonly setLanguage: (language: Language) => void;
  /** Says a sentence to screen readers, once. */
  readonly announce: (sentence: string) => void;
}

export const SessionContext = createContext<Session | null>(null);
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside of the signed-in part of the tabs');
  return session;
}

/** Language of the screen; pages that need no sign-in set it without a session. */
export const LanguageContext = createContext<Language>('fr-CA');
export const useLanguage = (): Language => useContext(LanguageContext);
export const useWords = <Words,>(dictionary: Bilingual<Words>): Words => dictionary[useLanguage()];
export const useShellWords = (): ShellWords => useWords(shellWords);
