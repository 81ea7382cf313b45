// The year: flagged dates are decided one by one, the effect is read, and only then is anything adopted.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import type { YearDraft } from '../../src/contract/meetings.ts';
import YearPage from '../../tabs/year/page.tsx';
import { aCommittee, aDraftSlot, HOLIDAY } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const FLAGGED = '2027-06-24T09:00';
const draft = (over: Partial<YearDraft> = {}): YearDraft => {
  const slots = over.slots ?? [aDraftSlot('2027-06-10T09:00'), aDraftSlot(FLAGGED, { obstacles: [HOLIDAY] })];
  return { committee: { id: 'cncot', acronym: 'CNCOT', name: 'Comité' }, year: 2027, cadence: 'Aux deux semaines', zone: 'America/Toronto', slots, counts: { total: slots.length, new: slots.length, flagged: 1, kept: 0 }, note: null, mayAdopt: { ok: true }, ...over };
};
const OTHER = { start: '2027-06-23T09:00', minutes: 90, day: 'mercredi 23 juin 2027', hours: '9 h', strategy: null, free: true, obstacles: [], sentence: 'Tous sont libres' };
const open = (made: YearDraft, answers: Record<string, object> = {}) => signedIn(<YearPage />, { route: { page: 'year', committee: 'cncot', year: 2027 }, answers: {
  'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('cemt')] }, 'POST /api/calendar/draft': made, [`GET /api/meetings/${encodeURIComponent(`cncot/${FLAGGED}`)}/alternatives`]: { alternatives: [OTHER], calendars: 'read' },
  'POST /api/calendar/adopt': { planned: 2, kept: 0, skipped: 0, meetings: [] }, ...answers,
} });
const bodies = (scene: ReturnType<typeof open>, what: string) => scene.asked.filter((one) => one.what === what).map((one) => one.body);
const adoptButton = () => screen.findByRole('button', { name: 'Adopter l’année' });

it('waits until each flagged date is decided', async () => {
  const scene = open(draft());
  expect((await adoptButton()).getAttribute('aria-disabled')).toBe('true');
  expect(screen.getAllByText('Il reste 1 séance signalée à décider.').length).toBeGreaterThan(0);
  await scene.user.click(await adoptButton());
  expect(screen.queryByRole('alertdialog', { hidden: true })).toBeNull();
  await scene.user.click(screen.getByRole('radio', { name: 'Déplacer' }));
  expect((await adoptButton()).getAttribute('aria-disabled')).toBe('true');
});

it('moves a flagged date to an alternative, shows all that will happen, and adopts exactly that', async () => {
  const scene = open(draft());
  await scene.user.click(await screen.findByRole('radio', { name: 'Déplacer' }));
  await scene.user.click(await screen.findByRole('radio', { name: /mercredi 23 juin 2027/ }));
  expect(screen.getByText('Déplacée au mercredi 23 juin 2027 à 9 h')).toBeTruthy();
  await scene.user.click(await adoptButton());
  const dialog = await theDialog();
  expect(within(dialog.element).getByText('2027-06-24 à 9 h → mercredi 23 juin 2027 à 9 h')).toBeTruthy();
  expect(within(dialog.element).getByText('1 séance planifiée à la date prévue')).toBeTruthy();
  expect(within(dialog.element).getByText(/personne n’est avisé/)).toBeTruthy();
  expect(bodies(scene, 'POST /api/calendar/adopt')).toEqual([]);
  await scene.user.click(dialog.button('Adopter'));
  await waitFor(() => expect(bodies(scene, 'POST /api/calendar/adopt')).toEqual([{ committee: 'cncot', year: 2027, choices: [{ slot: FLAGGED, do: 'move', start: '2027-06-23T09:00' }] }]));
  await waitFor(() => expect(scene.went).toEqual(['/tabs/network/calendar?committee=cncot&month=2027-01&as=list']));
});

it('keeps in spite of the obstacle, saying so, or does not hold the meeting', async () => {
  const scene = open(draft());
  await scene.user.click(await screen.findByRole('button', { name: 'Garder toutes les dates' }));
  await scene.user.click(await adoptButton());
  expect(within((await theDialog()).element).getByText(/^2027-06-24 à 9 h — Fête nationale/)).toBeTruthy();
  await scene.user.click((await theDialog()).button('Ne rien faire'));
  await scene.user.click(screen.getByRole('radio', { name: 'Ne pas tenir', hidden: true }));
  await scene.user.click(screen.getByRole('button', { name: 'Adopter l’année', hidden: true }));
  await waitFor(async () => expect(within((await theDialog()).element).getByText('Non tenues :')).toBeTruthy());
});

it('asks again with another rule from a day on', async () => {
  const scene = open(draft());
  await scene.user.click(await screen.findByRole('switch', { name: 'Fréquence adaptée en cours d’année' }));
  expect(screen.getByText(/Complétez la date/)).toBeTruthy();
  await scene.user.type(screen.getByLabelText(/^Première séance de la nouvelle fréquence/), '2027-09-01');
  await waitFor(() => expect(bodies(scene, 'POST /api/calendar/draft').at(-1)).toEqual({ committee: 'cncot', year: 2027, cadence: { rule: 'FREQ=MONTHLY;BYDAY=1WE', start: '2027-09-01T09:00', minutes: 90, from: '2027-09-01' } }));
});

it('does nothing when the calendar changed meanwhile, and shows the year anew', async () => {
  const scene = open(draft({ slots: [aDraftSlot('2027-06-10T09:00')] }), { 'POST /api/calendar/adopt': new Told(409, { code: 'planned-meanwhile' }) });
  await scene.user.click(await adoptButton());
  await scene.user.click((await theDialog()).button('Adopter'));
  expect(await screen.findByText(/Le calendrier a changé entre-temps/)).toBeTruthy();
  expect(bodies(scene, 'POST /api/calendar/draft').length).toBe(2);
});

it('says why somebody may not adopt, and has nothing to adopt twice', async () => {
  open(draft({ slots: [aDraftSlot('2027-06-10T09:00')], mayAdopt: { ok: false, why: 'Réservé au secrétariat.' } }));
  expect((await adoptButton()).getAttribute('aria-disabled')).toBe('true');
  cleanup();
  open(draft({ slots: [aDraftSlot(FLAGGED, { status: 'moved', obstacles: [HOLIDAY] })] }));
  expect(await screen.findByText('Cette année est déjà au calendrier')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Adopter l’année' })).toBeNull();
});

it('sends a committee that meets as needed to the special meeting, with the server’s note', async () => {
  open(draft({ slots: [], note: 'Aucune règle de récurrence.' }));
  expect(await screen.findByText('Aucune règle de récurrence.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Séance extraordinaire' }).getAttribute('href')).toBe('/tabs/network/special?committee=cncot');
});
