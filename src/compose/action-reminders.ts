// What the bot tells of actions: the digests of the days to come, what a change calls for at once, the week's card, and the answers and
// new actions that come back.

import { z } from 'zod';
import { actionKinds } from '../../bot/action-kinds.ts';
import type { CardKinds } from '../../bot/outgoing-cards.ts';
import type { ActionUseCases } from '../../bot/use-cases-actions.ts';
import { actionCardsStore } from '../adapters/store/action-cards-store.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import type { Charter } from '../features/committees/domain/charter.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import { actionsOnCards } from '../features/actions/use-cases/actions-on-cards.ts';
import type { ActionNews } from '../features/actions/use-cases/announce.ts';
import { draftAction } from '../features/actions/use-cases/draft-action.ts';
import { ACTION_NEWS, sweepReminders, tellAction, type RemindOwnersDeps } from '../features/actions/use-cases/remind-owners.ts';
import { weekOfActions, type WeekDeps } from '../features/actions/use-cases/week-of-actions.ts';
import { actionId, channelKey, teamKey, type ActionId, type EntraId, type PersonId } from '../shared/ids.ts';
import { tabLink } from '../shared/teams-links.ts';
import { inChannel } from './in-channel.ts';
import type { ActionsDesk } from './actions.ts';
import { accountsOf } from './reminders.ts';
import type { Microsoft } from './microsoft.ts';

export interface ActionRemindersDesk {
  tell(action: ActionId, news: ReadonlySet<ActionNews>, at: Date): Promise<void>;
  sweep(): Promise<void>;
  readonly cardKinds: CardKinds;
  readonly useCases: ActionUseCases;
  /** Personal tab « Mes actions ». */
  readonly page: string;
}

export interface ActionRemindersDeps {
  readonly config: Config;
  readonly data: Data;
  readonly charters: Pick<Charters, 'inForce'>;
  readonly store: Pick<ProvisioningStore, 'memory' | 'knownAccounts' | 'rememberAccounts'>;
  readonly microsoft: Pick<Microsoft, 'teams'>;
  readonly outgoing: Outgoing<Tx>;
  readonly actions: ActionsDesk;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly awaiting: WeekDeps['awaiting'];
  readonly clock: { now(): Date };
  readonly today: () => string;
}

const SWEEP = 'action-reminders';
const NEWS = ['created', 'changed', 'given', 'handed-back', 'postponed-again', 'heard'] as const satisfies readonly ActionNews[];
const NewsPayload = z.object({ action: z.string(), news: z.array(z.enum(NEWS)), at: z.iso.datetime() });

/** The rows of the job table; what they do is known once the desk is open. */
export function actionRemindersJobs(desk: () => ActionRemindersDesk | undefined): JobTable {
  const tell: Job<z.infer<typeof NewsPayload>> = {
    payload: NewsPayload,
    rules: { policy: 'standard', retries: 20, waitSeconds: 5, longestWaitSeconds: 600, together: 10 },
    run: async ({ action, news, at }) => desk()?.tell(actionId(action), new Set(news), new Date(at)),
  };
  const sweep: Job = {
    payload: z.object({}),
    rules: { policy: 'exclusive', retries: 20, waitSeconds: 30, longestWaitSeconds: 600, every: { cron: '17 * * * *', payload: {} } },
    run: async () => desk()?.sweep(),
  };
  return { [ACTION_NEWS]: tell, [SWEEP]: sweep };
}

export function openActionReminders({ config, data, charters, store, microsoft, outgoing, actions: desk, personOf, awaiting, clock, today }: ActionRemindersDeps): ActionRemindersDesk {
  const { tenantId, manifestId } = config.app;
  const charter = async (): Promise<Charter | null> => (await charters.inForce())?.charter ?? null;
  const telling = actionCardsStore(data, tenantId, outgoing);
  const deps: RemindOwnersDeps = {
    charter, actions: desk.actions, telling, clock, accounts: accountsOf({ charter, store, microsoft, clock }),
    async channels() {
      const [of, memory] = await Promise.all([charter(), store.memory()]);
      return new Map((of?.committees ?? []).flatMap((committee) => {
        const [channel, team] = [memory.channels.get(channelKey(committee.id)), memory.teams.get(teamKey(slug(committee.workspace.team)))];
        return channel === undefined || team === undefined ? [] : [[committee.id, { is: 'channel', channelId: channel.id, groupId: team.id }] as const];
      }));
    },
  };
  const tab = (subPageId: string | undefined, path: string, entityId: string, label: string): string => tabLink({ appId: manifestId, tenantId, entityId, ...(subPageId === undefined ? {} : { subPageId }), webUrl: `${config.baseUrl}/tabs/${path}`, label });
  const page = tab(undefined, 'actions', 'actions', 'Mes actions');
  const onCardsDeps = {
    ...desk, charter, personOf, telling, today,
    ...inChannel(store),
  };
  const onCards = actionsOnCards(onCardsDeps);
  const week = weekOfActions({
    charter, actions: desk.actions, personOf, pageOf: desk.pageOf, awaiting, clock,
    logOf: (of, committee) => (committee === null ? page : tab(`committee/${committee}/actions`, `committee/${committee}/actions`, 'home', of.committees.find(({ id }) => id === committee)?.acronym ?? 'Gouverne')),
  });
  return {
    tell: tellAction(deps), sweep: sweepReminders(deps), page,
    cardKinds: actionKinds(() => ({ ...onCards, week }), page),
    useCases: { ...onCards, ...draftAction(onCardsDeps), today },
  };
}
