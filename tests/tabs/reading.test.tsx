// While Microsoft 365 is read, which takes seconds: words at once, the time that passes, and few sentences for those who listen.
import { jest } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { Reading } from '../../tabs/reading.tsx';
import { signedIn } from './support/signed-in.tsx';

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { cleanup(); jest.useRealTimers(); });
const pass = (ms: number): void => { act(() => { jest.advanceTimersByTime(ms); }); };

it('says nothing of what is over at once', () => {
  const scene = signedIn(<Reading />);
  pass(250);
  expect(screen.queryByText('Lecture de Microsoft 365…')).toBeNull();
  expect(scene.said).toEqual([]);
});

it('says what goes on, why it takes long, and since when', () => {
  signedIn(<Reading />);
  pass(400);
  expect(screen.getByText('Lecture de Microsoft 365…')).toBeTruthy();
  expect(screen.getByText(/au rythme que Microsoft permet/)).toBeTruthy();
  pass(3000);
  expect(screen.getByText('depuis 3 s')).toBeTruthy();
});

it('is announced once, then every ten seconds, not every second', () => {
  const scene = signedIn(<Reading what="Dernière lecture…" />);
  pass(9_500);
  expect(scene.said).toEqual([expect.stringMatching(/^Dernière lecture… Équipes, canaux/)]);
  pass(12_000);
  expect(scene.said.slice(1)).toEqual(['La lecture se poursuit depuis 10\u00a0s.', 'La lecture se poursuit depuis 20\u00a0s.']);
});

it('keeps the shape of the page for those who see, and is busy for those who do not', () => {
  signedIn(<Reading skeleton />);
  expect(document.querySelector('[aria-busy="true"]')?.textContent).toContain('Lecture de Microsoft 365…');
});
