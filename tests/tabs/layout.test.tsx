// What every page stands on: a page that breaks, data that could not be refreshed, a button that the rule forbids, a link copied.
import { jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { CopyLink, Loaded, MayButton, PageBoundary } from '../../tabs/layout.tsx';
import { committeeRoute } from '../../tabs/route.ts';
import { useSession } from '../../tabs/session.tsx';
import { signedIn, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

it('a page that breaks says so with a sentence, and draws again on demand', async () => {
  const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let broken = true;
  function Page() { if (broken) throw new Error('a bug'); return <p>remise</p>; }
  const scene = signedIn(<PageBoundary at="/tabs/home"><Page /></PageBoundary>);
  expect(await screen.findByText('Cette page s’est arrêtée')).toBeTruthy();
  expect(screen.getByText('Error: a bug')).toBeTruthy();
  broken = false;
  await scene.user.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(screen.getByText('remise')).toBeTruthy();
  quiet.mockRestore();
});

it('a part that an upgrade took away asks for a reload, not for another try', async () => {
  const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  function Page(): never { throw new TypeError('Failed to fetch dynamically imported module: /tabs/assets/page-abc.js'); }
  signedIn(<PageBoundary at="/tabs/home"><Page /></PageBoundary>);
  expect(await screen.findByRole('button', { name: 'Recharger la page' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Réessayer' })).toBeNull();
  quiet.mockRestore();
});

it('keeps showing what it has when it cannot be refreshed, says so, and catches up', async () => {
  const RUN = { checks: [], at: '2026-11-21T14:05:00.000Z', ok: true };
  function Page() {
    const query = useQuery(useSession().queries.doctor);
    return <><button type="button" onClick={() => { void query.refetch(); }}>relire</button><Loaded query={query}>{(doctor) => <p>{doctor.ok ? 'tout va' : 'rien ne va'}</p>}</Loaded></>;
  }
  const scene = signedIn(<Page />, { answers: { 'GET /api/doctor': RUN } });
  await screen.findByText('tout va');
  scene.answers['GET /api/doctor'] = new Told(500, {});
  await scene.user.click(screen.getByRole('button', { name: 'relire' }));
  expect(await screen.findByText(/La mise à jour a échoué/)).toBeTruthy();
  expect(screen.getByText('tout va')).toBeTruthy();
  scene.answers['GET /api/doctor'] = { ...RUN, ok: false };
  await scene.user.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByText('rien ne va')).toBeTruthy();
  expect(screen.queryByText(/La mise à jour a échoué/)).toBeNull();
});

it('a button that the rule forbids can be reached, tells why, and does nothing', async () => {
  const act = jest.fn();
  const scene = signedIn(<MayButton may={{ ok: false, why: 'Réservé à la coordination.' }} onAct={act}>Appliquer</MayButton>);
  const button = screen.getByRole('button', { name: 'Appliquer' });
  fireEvent.focus(button);
  await scene.user.hover(button);
  await waitFor(() => expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Réservé à la coordination.'));
  await scene.user.click(button);
  expect(act).not.toHaveBeenCalled();
});

describe('copying a link', () => {
  const CONFIG = { tenant: 'local', tenantId: 't', authority: 'a', clientId: 'c', scope: 's', appId: 'app', baseUrl: 'b', version: '1' };

  it('gives the address that opens the object in Teams', async () => {
    const scene = signedIn(<CopyLink to={committeeRoute('cncot')} label="CNCOT" />, { answers: { 'GET /api/config': CONFIG } });
    await scene.user.click(screen.getByRole('button', { name: 'Copier le lien' }));
    expect(await screen.findByText('Lien copié')).toBeTruthy();
    expect(await navigator.clipboard.readText()).toContain('/l/entity/app/network');
  });

  it('shows the link to be copied by hand where the browser refuses', async () => {
    const scene = signedIn(<CopyLink to={committeeRoute('cncot')} label="CNCOT" link="https://teams.microsoft.com/l/x" />, { answers: { 'GET /api/config': CONFIG } });
    jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
    await scene.user.click(screen.getByRole('button', { name: 'Copier le lien' }));
    expect((await screen.findByRole<HTMLInputElement>('textbox', { hidden: true })).value).toBe('https://teams.microsoft.com/l/x');
  });
});
