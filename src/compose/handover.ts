// Departures: one save of all that passes on, who is told, and the meetings that convene those who follow.

import { handOverKinds } from '../../bot/handover-kinds.ts';
import type { CardKinds } from '../../bot/outgoing-cards.ts';
import type { HandOverRoutesDeps } from '../adapters/http/handover-routes.ts';
import type { CharterStore } from '../adapters/store/charter-store.ts';
import { handOverStore } from '../adapters/store/hand-over-store.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import { seatName } from '../features/committees/words-hand-over.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import { briefSuccessor } from '../features/actions/use-cases/brief-successor.ts';
import { conveneMeetingAs } from '../features/meetings/use-cases/act-on-meeting.ts';
import { instantOf } from '../features/meetings/domain/when.ts';
import { addDays } from '../shared/dates.ts';
import type { EntraId, PersonId } from '../shared/ids.ts';
import type { ActionsDesk } from './actions.ts';
import { asFile, faultMessage } from './charter-text.ts';
import { byClock } from './clocked-data.ts';
import type { MeetingsDesk } from './meetings.ts';

export interface HandOverDesk {
  readonly routes: Omit<HandOverRoutesDeps, 'read' | 'planning' | 'store'>;
  readonly cardKinds: CardKinds;
}

export interface HandOverDeskDeps {
  readonly config: Config;
  readonly data: Data;
  readonly charters: CharterStore;
  readonly outgoing: Outgoing<Tx>;
  readonly actions: ActionsDesk;
  readonly meetings: MeetingsDesk;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly clock: { now(): Date };
  readonly today: () => string;
  /** Personal tab « Mes actions ». */
  readonly page: string;
}

/** A notice leaves at most that long before its meeting. */
const CONVENED_DAYS = 120;

export function openHandOvers({ config, data, charters, outgoing, actions, meetings, accounts, clock, today, page }: HandOverDeskDeps): HandOverDesk {
  const charter = async () => (await charters.inForce())?.charter ?? null;
  const again = conveneMeetingAs(meetings);
  return {
    routes: {
      ...actions, accounts, today, faultMessage, meetings: meetings.meetings,
      handOvers: handOverStore(byClock(data, clock), config.app.tenantId, charters, outgoing),
      asFile: async (of) => asFile(of, (await charters.textInForce())?.text),
      async convene(committees) {
        const network = await charter();
        if (network === null || committees.length === 0) return;
        const ahead = await meetings.meetings.between(committees, today(), addDays(today(), CONVENED_DAYS));
        // Told again are only those who came or went; a meeting that has begun is left alone.
        for (const meeting of ahead) if (meeting.state === 'convened' && instantOf(meeting) > clock.now()) await again(network, meeting.id, { by: { kind: 'gouverne' }, where: 'gouverne', seen: null });
      },
    },
    cardKinds: handOverKinds(briefSuccessor({ charter, actions: actions.actions, clock, seatName, pageOf: actions.pageOf, page })),
  };
}
