// The register of incidents and the record of what was stopped, on both engines.
import { beforeEach, expect, it } from '@jest/globals';
import { incidentsStore, refusedEntriesStore } from '../../src/adapters/store/incidents-store.ts';
import { journalStore } from '../../src/adapters/store/journal-store.ts';
import type { OutgoingMessage } from '../../src/features/conversations/domain/outgoing.ts';
import { reportedToBot, type NewIncident } from '../../src/features/incidents/domain/incident.ts';
import { entraId, personId } from '../../src/shared/ids.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const NOON = new Date('2027-03-18T16:00:00.000Z');
const RPRP = { is: 'person', person: entraId('aaaaaaaa-0000-4000-8000-000000000001') } as const;
const entered = (over: Partial<NewIncident> = {}): NewIncident => ({
  nature: 'loss', occurredOn: '2027-03-16', learnedOn: '2027-03-17', place: 'document', where: 'Compte rendu', concerns: 'Noms', circumstances: 'Clé égarée', people: 3, risk: 'not-serious', riskReason: 'Chiffrée',
  measures: 'Clé remplacée', authorityToldOn: null, peopleToldOn: '2027-03-18', origin: 'register', openedAt: NOON, openedBy: personId('per-rprp'), ...over,
});
const report = reportedToBot({ place: 'chat', where: null, day: '2027-03-18', at: NOON, by: personId('per-1') });

function suite(store: StoreInTest): void {
  let tenants = 0;
  let tenant = '';
  let sent: OutgoingMessage[] = [];
  beforeEach(() => { tenant = `tenant-${(tenants += 1)}`; sent = []; });
  const register = () => incidentsStore(store.data, tenant, { inCharge: async () => [RPRP], outgoing: { send: async (_tx, messages) => { sent.push(...messages); }, edit: async () => {} } });
  const acts = async () => (await journalStore(store.data.db).newest(tenant, { chains: 'all', before: null, limit: 50 })).map(({ act, facts, by }) => ({ act, facts, by }));

  it('numbers incidents by the year in which they became known, and gives them back as they were', async () => {
    const first = await register().open(entered(), null);
    const second = await register().open(entered({ learnedOn: '2026-12-31', occurredOn: '2026-12-30' }), null);
    expect([first.id, second.id]).toEqual(['I-2027-001', 'I-2026-001']);
    expect(first).toEqual({ ...entered(), id: first.id, state: 'open', closedAt: null, version: 1 });
    expect(await register().find(first.id)).toEqual(first);
    expect(await register().all()).toEqual([first, second]);
    expect(sent).toEqual([]);
    expect(await acts()).toContainEqual({ act: 'incident-opened', facts: { incident: 'I-2027-001', nature: 'loss', origin: 'register' }, by: { kind: 'person', id: 'per-rprp' } });
  });

  it('takes the same report once, however often it is pressed at once, and tells whoever is in charge once', async () => {
    const pressed = await Promise.all([1, 2, 3].map(() => register().open(report, 'a:1 card-1')));
    expect(new Set(pressed.map(({ id }) => id))).toEqual(new Set(['I-2027-001']));
    expect(await register().open(report, 'a:1 card-1')).toEqual(pressed[0]);
    expect(sent).toMatchObject([{ message: 'incident-reported:I-2027-001', to: RPRP, card: { kind: 'incident-reported', incident: 'I-2027-001' } }]);
    expect((await acts()).filter(({ act }) => act === 'incident-opened')).toHaveLength(1);
    // No number was lost to the presses that waited.
    expect((await register().open(report, 'a:1 card-2')).id).toBe('I-2027-002');
  });

  it('changes what was seen, and nothing that changed meanwhile', async () => {
    const incident = await register().open(entered(), null);
    const by = personId('per-rprp');
    const did = { act: 'incident-changed', incident: incident.id, fields: ['measures'] } as const;
    const changed = await register().change({ ...incident, measures: 'Clé détruite à distance' }, 1, did, by, NOON);
    expect(changed).toEqual({ ...incident, measures: 'Clé détruite à distance', version: 2 });
    expect(await register().change(incident, 1, did, by, NOON)).toBeNull();
    expect(await register().find(incident.id)).toEqual(changed);
    expect((await acts()).filter(({ act }) => act === 'incident-changed')).toHaveLength(1);
  });

  it('writes down what left, and what was stopped at the door', async () => {
    await register().exported(2, { kind: 'application', id: 'pipeline' }, NOON);
    await refusedEntriesStore(store.data, tenant).note({ where: 'api/actions', field: 'title' }, { kind: 'gouverne' }, NOON);
    expect(await acts()).toEqual(expect.arrayContaining([
      { act: 'incidents-exported', facts: { count: 2 }, by: { kind: 'application', id: 'pipeline' } },
      { act: 'entry-refused', facts: { where: 'api/actions', field: 'title' }, by: { kind: 'gouverne' } },
    ]));
  });
}

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
