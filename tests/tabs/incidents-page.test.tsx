// The register of incidents as the privacy officer keeps it, and as the audit reads it.
import { describe, expect, it, jest } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import type { Incident, IncidentList } from '../../src/contract/incidents.ts';
import IncidentsPage from '../../tabs/incidents/page.tsx';
import { differs, emptyForm, factsOf, formOf } from '../../tabs/incidents/view-model.ts';
import { signedIn, Told } from './support/signed-in.tsx';

const YES = { ok: true };
const NO = { ok: false, why: 'La vérification lit ce registre.' };
const anIncident = (over: Partial<Incident> = {}): Incident => ({
  id: 'I-2027-001', state: 'open', nature: 'health-number', natureName: 'Numéro d’assurance maladie saisi', place: 'chat', placeName: 'Clavardage', where: null, occurredOn: '2027-03-18', learnedOn: '2027-03-18', concerns: null,
  circumstances: null, people: null, risk: null, riskReason: null, measures: null, authorityToldOn: null, peopleToldOn: null, origin: 'Signalé à l’agent conversationnel', opened: { at: '2027-03-18T15:00:00.000Z', by: null },
  closedAt: null, version: 1, may: { change: YES, close: { ok: false, why: 'Avant de fermer l’incident, remplissez « Mesures prises ».' }, reopen: NO }, ...over,
});
const list = (incidents: Incident[], mayOpen: IncidentList['mayOpen'] = YES): IncidentList => ({ today: '2027-03-18', incidents, mayOpen });
const at = (id: string | null) => ({ page: 'incidents', id }) as const;

describe('the register', () => {
  it('lists incidents by state, and leads to each', async () => {
    signedIn(<IncidentsPage />, { route: at(null), answers: { 'GET /api/incidents': list([anIncident(), anIncident({ id: 'I-2027-000', state: 'closed', where: 'CNCOT', measures: 'Message supprimé' })]) } });
    const table = await screen.findByRole('table', { name: 'Registre des incidents' });
    expect(within(table).getByRole('link', { name: 'I-2027-001' }).getAttribute('href')).toBe('/tabs/incidents/I-2027-001');
    expect(within(table).getByText('Clavardage, CNCOT')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'Incidents par état' })).getAllByText('1')).toHaveLength(2);
  });

  it('is saved as a file, and says how much left', async () => {
    const made: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => { made.push(blob); return 'blob:x'; };
    URL.revokeObjectURL = () => undefined;
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const { user } = signedIn(<IncidentsPage />, { route: at(null), answers: { 'GET /api/incidents': list([anIncident()]), 'POST /api/incidents/export': { name: 'registre-incidents-2027-03-18.csv', text: '\uFEFFNuméro\r\n' } } });
    await user.click(await screen.findByRole('button', { name: 'Exporter vers Excel' }));
    await screen.findByText('Le registre a été exporté : 1 incident.');
    expect(made).toHaveLength(1);
    expect(click).toHaveBeenCalledTimes(1);
    click.mockRestore();
  });

  it('tells the audit why it enters nothing', async () => {
    const { user, went } = signedIn(<IncidentsPage />, { route: at(null), answers: { 'GET /api/incidents': list([], NO) } });
    await screen.findByText('Aucun incident au registre');
    await user.click(screen.getByRole('button', { name: /Inscrire un incident/ }));
    expect(went).toEqual([]);
  });
});

describe('an incident', () => {
  it('is completed, then closed once it is complete', async () => {
    const closable = anIncident({ version: 2, measures: 'Message supprimé', may: { change: YES, close: YES, reopen: NO } });
    const { user, asked } = signedIn(<IncidentsPage />, {
      route: at('I-2027-001'),
      answers: { 'GET /api/incidents': list([]), 'GET /api/incidents/I-2027-001': anIncident(), 'POST /api/incidents/I-2027-001/change': closable, 'POST /api/incidents/I-2027-001/close': { ...closable, version: 3, state: 'closed', closedAt: '2027-03-18T16:00:00.000Z', may: { change: NO, close: NO, reopen: YES } } },
    });
    await user.type(await screen.findByLabelText('Mesures prises'), 'Message supprimé');
    await user.click(screen.getByRole('button', { name: 'Enregistrer' }));
    await waitFor(() => expect(asked.find(({ what }) => what === 'POST /api/incidents/I-2027-001/change')?.body).toMatchObject({ measures: 'Message supprimé', nature: 'health-number', people: null, version: 1 }));
    await user.click(await screen.findByRole('button', { name: 'Fermer l’incident' }));
    expect(await screen.findByRole('button', { name: 'Rouvrir l’incident' })).toBeTruthy();
    expect(asked.find(({ what }) => what === 'POST /api/incidents/I-2027-001/close')?.body).toEqual({ version: 2 });
    expect(screen.getByLabelText<HTMLTextAreaElement>('Mesures prises').readOnly).toBe(true);
  });

  it('shows beside the field what must not be written there, and keeps what was typed', async () => {
    const { user } = signedIn(<IncidentsPage />, {
      route: at('nouveau'),
      answers: { 'POST /api/incidents': new Told(422, { code: 'health-number', detail: 'Le champ « circumstances » contient ce qui ressemble à un numéro.', errors: [{ field: 'circumstances', line: null, column: null, code: 'health-number', message: 'Retirez-le.', remedy: '' }] }) },
    });
    const field = await screen.findByLabelText<HTMLTextAreaElement>('Circonstances');
    await user.type(field, 'Il a écrit le numéro');
    await user.click(screen.getByRole('button', { name: 'Inscrire au registre' }));
    expect(await screen.findByText('Retirez-le.')).toBeTruthy();
    expect(field.value).toBe('Il a écrit le numéro');
  });
});

it('sends blanks as nothing, and what is no number as one that is refused', () => {
  expect(factsOf({ ...emptyForm('2027-03-18'), people: ' 12 ', where: '  ' })).toMatchObject({ people: 12, where: null, risk: null });
  expect(factsOf({ ...emptyForm('2027-03-18'), people: 'douze' }).people).toBe(-1);
  const incident = anIncident({ people: 3, risk: 'serious' });
  expect(differs(formOf(incident), incident)).toBe(false);
  expect(differs({ ...formOf(incident), measures: 'x' }, incident)).toBe(true);
});
