// Privacy and terms, without sign-in: reached from the manifest, often in an ordinary browser.
import { useEffect } from 'react';
import { isFramed, appReady } from '../teams.ts';
import Privacy from './privacy.tsx';
import Terms from './terms.tsx';

export default function PublicApp({ page }: { readonly page: 'privacy' | 'terms' }) {
  useEffect(() => { if (isFramed()) { try { appReady(); } catch { /* not in Teams after all */ } } }, []);
  return <div className="shell-body">{page === 'privacy' ? <Privacy /> : <Terms />}</div>;
}
