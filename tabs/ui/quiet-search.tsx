// A search field that speaks once somebody pauses: each key would otherwise be a request, and an address that browsers refuse to change so often.
import { useEffect, useEffectEvent, useState } from 'react';
import { SearchBox } from '@fluentui/react-components';
import { SearchIcon } from './icons.ts';

const QUIET_MS = 250;

export function QuietSearch({ value, onChange, label, placeholder }: { readonly value: string; readonly onChange: (words: string) => void; readonly label: string; readonly placeholder: string }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // Changed by somebody else: filters were cleared, or the way back was taken.
  if (value !== known) { setKnown(value); setTyped(value); }
  const words = typed.trim();
  const say = useEffectEvent(() => { setKnown(words); onChange(words); });
  useEffect(() => {
    if (words === known) return undefined;
    const timer = setTimeout(() => say(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [words, known]);
  return <SearchBox className="toolbar-search" data-search="" contentBefore={<SearchIcon />} value={typed} maxLength={200} onChange={(_event, data) => setTyped(data.value)} onKeyDown={(event) => { if (event.key === 'Enter' && words !== known) say(); }} placeholder={placeholder} aria-label={label} />;
}
