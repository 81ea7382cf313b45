// A committee as one reader of the bot may know it, with the addresses of its workspace.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { ChannelKey, CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { channelKey } from '../../../shared/ids.ts';
import type { Language, Text } from '../../../shared/language.ts';
import { DEFAULT_LANGUAGE } from '../../../shared/language.ts';
import type { Charter, Committee } from '../domain/charter.ts';
import type { Memory } from '../domain/found.ts';
import { mySeat, myCommittees } from '../domain/my-committees.ts';
import { isCoordinator, maySeeCommittee, rolesOf, type Roles } from '../domain/permissions.ts';
import { placeOf } from '../domain/places.ts';
import { isFilled } from '../domain/term.ts';
import { slug } from '../domain/workspace.ts';
import { levelName, roleName } from '../domain/names.ts';
import type { Charters, ProvisioningStore } from '../ports.ts';

export interface CommitteeCard {
  readonly id: CommitteeId;
  readonly acronym: string;
  readonly name: Text;
  readonly confidential: boolean;
  readonly levelName: Text;
  readonly mandate: Text;
  readonly chair: Text | null;
  readonly role: Text | null;
  readonly links: { readonly tab: string | null; readonly channel: string | null };
}

export interface CardDeps {
  readonly charters: Charters;
  readonly store: Pick<ProvisioningStore, 'memory'>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly languageOf: (person: PersonId) => Promise<Language | null>;
  readonly today: () => string;
  /** Addresses inside Teams. */
  readonly tabLink: (committee: Committee, channelId: string) => string;
  readonly channelLink: (channelId: string, name: string, groupId: string) => string;
}

export function committeeCards(deps: CardDeps) {
  const { charters, store, personOf, languageOf, today } = deps;

  const reading = async (account: EntraId | null): Promise<{ readonly charter: Charter; readonly memory: Memory; readonly roles: Roles | null; readonly person: PersonId | null } | null> => {
    const charter = (await charters.inForce())?.charter;
    if (charter === undefined) return null;
    const person = account === null ? null : await personOf(account);
    return { charter, memory: await store.memory(), person, roles: person === null ? null : rolesOf(charter, person, today()) };
  };

  const card = (committee: Committee, charter: Charter, memory: Memory, roles: Roles | null, key: ChannelKey = channelKey(committee.id)): CommitteeCard => {
    const channel = memory.channels.get(key);
    const team = [...memory.teams].find(([teamKey]) => teamKey === slug(committee.workspace.team))?.[1];
    const chair = committee.seats.find((s) => s.role === 'presidence' && isFilled(s, today()))?.holder;
    const seat = roles === null ? null : mySeat(roles, committee.id);
    return {
      id: committee.id, acronym: committee.acronym, name: committee.name, confidential: committee.confidentiality === 'restreinte', levelName: levelName(charter, committee.level), mandate: committee.mandate,
      chair: charter.persons.find((p) => p.id === chair)?.title ?? null,
      role: seat === null ? null : roleName(charter, seat.role),
      links: channel === undefined || team === undefined ? { tab: null, channel: null } : { tab: channel.tabId === null ? null : deps.tabLink(committee, channel.id), channel: deps.channelLink(channel.id, channel.name, team.id) },
    };
  };

  return {
    helpFor: async (account: EntraId): Promise<{ readonly person: EntraId; readonly language: Language; readonly known: boolean }> => {
      const read = await reading(account);
      const language = read?.person == null ? null : await languageOf(read.person);
      const known = read?.roles != null && (read.roles.seats.length > 0 || isCoordinator(read.roles) || read.roles.administrator || read.roles.auditor || read.roles.privacy);
      return { person: account, language: language ?? DEFAULT_LANGUAGE, known };
    },
    myCommittees: async (account: EntraId): Promise<readonly CommitteeCard[]> => {
      const read = await reading(account);
      return read?.roles == null ? [] : myCommittees(read.roles).map(({ committee }) => card(committee, read.charter, read.memory, read.roles));
    },
    committeeOfChannel: async (groupId: string | null, channelId: string, account: EntraId): Promise<CommitteeCard | null> => {
      const read = await reading(account);
      if (read?.roles == null) return null;
      const place = placeOf(read.charter, read.memory, groupId, channelId);
      return place.is === 'nobody' || !maySeeCommittee(read.roles, place.committee.id).ok ? null : card(place.committee, read.charter, read.memory, read.roles);
    },
    committee: async (id: CommitteeId, account: EntraId): Promise<Decision<CommitteeCard, { readonly why: 'not-found' }>> => {
      const read = await reading(account);
      const committee = read?.charter.committees.find((c) => c.id === id);
      // What the reader may not see does not exist for the reader.
      if (read?.roles == null || committee === undefined || !maySeeCommittee(read.roles, id).ok) return refuse({ why: 'not-found' });
      return accept(card(committee, read.charter, read.memory, read.roles));
    },
    /** As anybody in its channel may see it; null when the charter no longer has it. */
    async inChannel(id: CommitteeId, key: ChannelKey): Promise<CommitteeCard | null> {
      const read = await reading(null);
      const committee = read?.charter.committees.find((c) => c.id === id);
      return read === null || committee === undefined ? null : card(committee, read.charter, read.memory, null, key);
    },
    privacyOfficer: async (): Promise<{ readonly title: Text; readonly email: string } | null> => {
      const charter = (await charters.inForce())?.charter;
      const id = charter?.appRoles.find((r) => r.role === 'rprp')?.persons[0];
      const person = charter?.persons.find((p) => p.id === id);
      return person === undefined ? null : { title: person.title, email: person.email };
    },
  };
}
