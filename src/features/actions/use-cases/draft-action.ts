// An action that somebody dictates to the bot, or makes of a message: first what was understood of it, then, once they have seen it, the
// action. Of a restricted committee nothing is dictated, for the Bot Service keeps what passes through it outside Canada.

import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { committeeId, personId } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/language.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter, Committee } from '../../committees/domain/charter.ts';
import { rolesOf, type Roles } from '../../committees/domain/permissions.ts';
import { isFilled } from '../../committees/domain/term.ts';
import { NO_LINKS, type Priority, type QuotedMessage } from '../domain/action.ts';
import { dueDay, type Due } from '../domain/change-action.ts';
import { mayCreateAction } from '../domain/permissions.ts';
import { spokenOwner } from '../domain/spoken-owner.ts';
import { actionRefusal, actionRightRefusal, actOnActionRefusal, isActionRight } from '../words.ts';
import { createAction } from './act-on-action.ts';
import type { ActionsOnCardsDeps, Candidate } from './actions-on-cards.ts';
import { showAction, type ShownAction } from './show-action.ts';

/** What was said; `titles`: each way to read it, the likeliest first, the last without an owner. */
export interface Spoken {
  readonly titles: readonly { readonly title: string; readonly owner: string | null }[];
  readonly due: Due | null;
}

export interface Where { readonly groupId: string | null; readonly channelId: string }

/** As somebody typed or chose it; nothing of it was judged yet. */
export interface DraftFields {
  readonly title: string;
  readonly committee: string | null;
  readonly owner: string | null;
  readonly due: string | null;
  readonly priority: Priority;
}

export interface DraftView extends DraftFields {
  /** What stands in the way of making it. */
  readonly wanting: readonly Text[];
  readonly committees: readonly { readonly id: CommitteeId; readonly acronym: string }[];
  readonly owners: readonly Candidate[];
  readonly today: string;
}

export type Drafted = { readonly is: 'draft'; readonly draft: DraftView } | { readonly is: 'restricted'; readonly acronym: string } | { readonly is: 'not-allowed'; readonly why: Text };
export type Made = { readonly is: 'made'; readonly action: ShownAction } | Drafted;

/** Before one is chosen the network's calendar counts, and nobody sits there. */
const NONE_YET = committeeId('');

const t = (fr: string, en: string): Text => ({ fr, en });
const WANTING = {
  title: t('Dites ce qui est à faire.', 'Say what is to be done.'),
  committee: t('Dites pour quelle instance.', 'Say for which committee.'),
  due: t('Dites pour quand : une échéance est nécessaire.', 'Say by when: a due date is needed.'),
};

export const draftAction = (deps: ActionsOnCardsDeps) => {
  const create = createAction(deps);

  const reading = async (account: EntraId): Promise<{ readonly charter: Charter; readonly person: PersonId; readonly roles: Roles } | null> => {
    const [charter, person] = await Promise.all([deps.charter(), deps.personOf(account)]);
    return charter === null || person === null ? null : { charter, person, roles: rolesOf(charter, person, deps.today()) };
  };
  const stranger: Drafted = { is: 'not-allowed', why: t('La charte du réseau ne vous attribue pas de siège : demandez au secrétariat de l’instance de créer l’action.', 'The network’s charter gives you no seat: ask the committee’s secretariat to make the action.') };

  const dayThere = (charter: Charter, committee: Committee | undefined): string => localTime(deps.clock.now(), committee?.zone ?? charter.zone).date;
  const open = ({ confidentiality }: Committee): boolean => confidentiality !== 'restreinte';
  const own = ({ charter, roles }: { readonly charter: Charter; readonly roles: Roles }): readonly Committee[] =>
    charter.committees.filter((committee) => open(committee) && roles.seats.some((s) => s.committee.id === committee.id) && mayCreateAction(roles, committee.id).ok);

  const view = (by: { readonly charter: Charter; readonly roles: Roles }, fields: DraftFields, wanting: readonly Text[]): DraftView => {
    const { charter, roles } = by;
    const chosen = charter.committees.find(({ id }) => id === fields.committee);
    const today = dayThere(charter, chosen);
    const sits = new Set((chosen?.seats ?? []).flatMap((seat) => (isFilled(seat, today) ? [seat.holder] : [])));
    const among = own({ charter, roles });
    return {
      ...fields, wanting, today,
      committees: (chosen === undefined || among.includes(chosen) ? among : [chosen, ...among]).map(({ id, acronym }) => ({ id, acronym })),
      owners: charter.persons.filter(({ id }) => sits.has(id)).map(({ id, title }) => ({ person: id, title })),
    };
  };

  const placed = async (by: { readonly charter: Charter; readonly roles: Roles }, where: Where | null): Promise<Committee | undefined> => {
    const here = where === null ? null : await deps.committeeAt(by.charter, where.groupId, where.channelId);
    if (here !== null) return by.charter.committees.find(({ id }) => id === here);
    const [only, ...more] = own(by);
    return more.length === 0 ? only : undefined;
  };

  /** Whether it may be made there; null when it may. */
  const obstacle = (by: { readonly charter: Charter; readonly roles: Roles }, committee: Committee): Exclude<Drafted, { readonly is: 'draft' }> | null => {
    const right = mayCreateAction(by.roles, committee.id);
    if (!right.ok) return { is: 'not-allowed', why: isActionRight(right.refusal) ? actionRightRefusal(right.refusal) : deps.permissionWords(by.charter, right.refusal) };
    return open(committee) ? null : { is: 'restricted', acronym: committee.acronym };
  };

  const lacks = ({ title, committee, due }: DraftFields): readonly Text[] => [...(title.trim() === '' ? [WANTING.title] : []), ...(committee === null ? [WANTING.committee] : []), ...(due === null ? [WANTING.due] : [])];

  return {
    /** What was understood; nothing is made. */
    async draft(account: EntraId, where: Where | null, spoken: Spoken): Promise<Drafted> {
      const by = await reading(account);
      if (by === null) return stranger;
      const committee = await placed(by, where);
      const stopped = committee === undefined ? null : obstacle(by, committee);
      if (stopped !== null) return stopped;
      const today = dayThere(by.charter, committee);
      const whom = (words: string): PersonId | null => spokenOwner(by.charter, committee?.id ?? NONE_YET, words, by.person, today);
      const meant = spoken.titles.flatMap(({ title, owner }) => { const person = owner === null ? null : whom(owner); return owner !== null && person === null ? [] : [{ title, person }]; })[0] ?? { title: '', person: null };
      const due = spoken.due === null ? null : dueDay(by.charter, committee?.id ?? NONE_YET, spoken.due, today);
      const fields: DraftFields = { title: meant.title, committee: committee?.id ?? null, owner: meant.person, due: due?.ok === true ? due.value : null, priority: 'medium' };
      const wrong = due?.ok === false ? [actionRefusal(due.refusal, () => null)] : [];
      return { is: 'draft', draft: view(by, fields, [...wrong, ...lacks(fields).filter((text) => wrong.length === 0 || text !== WANTING.due)]) };
    },

    /** Makes it. What was typed comes back with what is wrong. `reference`: of the card; pressed twice, it makes one. */
    async make(account: EntraId, fields: DraftFields, { message, reference }: { readonly message: QuotedMessage | null; readonly reference: string | null }): Promise<Made> {
      const by = await reading(account);
      if (by === null) return stranger;
      const committee = by.charter.committees.find(({ id }) => id === fields.committee);
      const card = reference === null ? null : { message: `draft:${reference}`, to: { is: 'person', person: account } as const };
      const shown = (action: Parameters<typeof showAction>[1]): Made => ({ is: 'made', action: showAction(by.charter, action, { page: deps.pageOf(action.id), now: deps.clock.now() }) });
      const [before] = card === null ? [] : await deps.actions.findAll((await deps.telling.shown(card)).map(({ action }) => action));
      if (before !== undefined) return shown(before);
      const wanting = lacks(fields);
      if (committee === undefined || fields.due === null || wanting.length > 0) return { is: 'draft', draft: view(by, fields, wanting) };
      const stopped = obstacle(by, committee);
      if (stopped !== null) return stopped;
      const decision = await create(by.charter, {
        committee: committee.id, title: fields.title, detail: null, owner: fields.owner === null ? null : { is: 'person', person: personId(fields.owner) }, due: fields.due,
        priority: fields.priority, links: NO_LINKS, message, inCamera: false, origin: message === null ? 'bot' : 'message',
      }, { kind: 'person', id: by.person }, { roles: by.roles, once: reference === null ? undefined : `draft:${reference}:${account}` });
      if (!decision.ok) return { is: 'draft', draft: view(by, withoutHealthNumber(fields, decision.refusal.why), [actOnActionRefusal(decision.refusal, (id) => by.charter.persons.find((p) => p.id === id)?.title ?? null)]) };
      if (card !== null) await deps.telling.remember([{ ...card, actions: [{ action: decision.value.id, as: 'given' }] }], { send: [], edit: [] }, deps.clock.now());
      return shown(decision.value);
    },
  };
};

/** It is not given back. */
const withoutHealthNumber = (fields: DraftFields, why: string): DraftFields => (why === 'health-number' ? { ...fields, title: '' } : fields);
