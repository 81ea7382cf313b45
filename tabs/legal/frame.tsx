// The frame of a page that everyone may read, signed in or not: French first, English second, each marked with its language.
import { useEffect, useRef, type ReactNode } from 'react';
import { arrival } from '../arrival.ts';
import './legal.css';

export function Legal({ title, french, english }: { readonly title: string; readonly french: ReactNode; readonly english: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Gouverne`;
    if (!arrival.pending) return;
    arrival.pending = false;
    heading.current?.focus({ preventScroll: true });
  });
  return (
    <main className="page">
      <div className="legal card">
        <h1 className="page-title" ref={heading} tabIndex={-1} lang="fr-CA">{title}</h1>
        <p><a className="plain-link legal-skip" href="#english" lang="en-CA">English version below</a></p>
        <section lang="fr-CA" style={{ marginTop: 16 }}>{french}</section>
        <section lang="en-CA" id="english">{english}</section>
      </div>
    </main>
  );
}
