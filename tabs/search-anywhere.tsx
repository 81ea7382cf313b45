// The search field that every page carries: what is typed opens the search page. Plain HTML, since it is drawn before any page.
import { useState } from 'react';
import { useSession, useShellWords } from './session.tsx';
import { prefetch } from './prefetch.ts';
import { SearchIcon } from './ui/icons.ts';

export function SearchAnywhere() {
  const words = useShellWords();
  const { go } = useSession();
  const [typed, setTyped] = useState('');
  return (
    <search>
      <form className="anywhere" onSubmit={(event) => { event.preventDefault(); setTyped(''); go({ page: 'search', q: typed.trim(), kind: null }, { keepFocus: true }); }}>
        <SearchIcon aria-hidden />
        <input type="search" data-search-all="" enterKeyHint="search" maxLength={200} value={typed} placeholder={words.searchAll} aria-label={words.searchAllLabel} onFocus={() => prefetch('search')} onChange={(event) => setTyped(event.target.value)} />
      </form>
    </search>
  );
}
