// Who tells us of changes in a mailbox's calendar: change notifications, and the delta of its view. Implements the port Mailboxes.

import type { CalendarChange, Mailboxes } from '../../features/meetings/ports-outlook.ts';
import type { GraphSender } from './batch.ts';
import { GraphFault } from './graph-fault.ts';
import { all, type Page } from './pages.ts';

interface Subscription { readonly id: string; readonly resource: string; readonly notificationUrl: string; readonly expirationDateTime: string }
interface Change { readonly id: string; readonly '@odata.etag'?: string; readonly '@removed'?: object }
interface DeltaPage { readonly value: Change[]; readonly '@odata.nextLink'?: string; readonly '@odata.deltaLink'?: string }

const PAGE = 100;

/** `publicUrl`: where Graph reaches us, without a path. */
export function graphMailboxes(sender: Pick<GraphSender, 'send'>, publicUrl: string): Mailboxes {
  const notificationUrl = `${publicUrl}/api/graph/notifications`;
  const resourceOf = (organizer: string): string => `/users/${organizer}/events`;
  const plain = (link: string): string => link.replace(/^https?:\/\/[^/]+\/v1\.0/, '');

  return {
    async subscribe(organizer, secret, until) {
      const { body } = await sender.send({
        method: 'POST', url: '/subscriptions',
        body: { changeType: 'updated,deleted', resource: resourceOf(organizer), notificationUrl, lifecycleNotificationUrl: `${publicUrl}/api/graph/lifecycle`, clientState: secret, expirationDateTime: until.toISOString() },
      });
      return found(body as Subscription);
    },
    async subscribed(organizer) {
      const standing = await all<Subscription>((url) => sender.send({ method: 'GET', url }).then((answer) => answer.body as Page<Subscription>), '/subscriptions');
      return standing.filter(({ resource, notificationUrl: url }) => resource.replace(/^\//, '').toLowerCase() === resourceOf(organizer).slice(1) && url === notificationUrl).map(found);
    },
    async renew(subscription, until) {
      try {
        const { body } = await sender.send({ method: 'PATCH', url: `/subscriptions/${subscription}`, body: { expirationDateTime: until.toISOString() } });
        return found(body as Subscription).expiresAt;
      } catch (fault) {
        if (fault instanceof GraphFault && fault.kind === 'not-found') return null;
        throw fault;
      }
    },
    async unsubscribe(subscription) {
      try { await sender.send({ method: 'DELETE', url: `/subscriptions/${subscription}` }); } catch (fault) { if (!(fault instanceof GraphFault && fault.kind === 'not-found')) throw fault; }
    },
    async changes(organizer, since) {
      // The window stays fixed for as long as its links are followed; the function takes no $select.
      let url: string | undefined = 'link' in since ? plain(since.link) : `/users/${organizer}/calendarView/delta?startDateTime=${since.from}T00:00:00Z&endDateTime=${since.until}T00:00:00Z`;
      const changes: CalendarChange[] = [];
      try {
        for (;;) {
          const page: DeltaPage = (await sender.send({ method: 'GET', url, headers: { Prefer: `odata.maxpagesize=${PAGE}` } })).body as DeltaPage;
          changes.push(...page.value.map((change) => ({ eventId: change.id, etag: change['@removed'] === undefined ? (change['@odata.etag'] ?? null) : null })));
          const link = page['@odata.deltaLink'];
          if (link !== undefined) return { changes, link };
          if (page['@odata.nextLink'] === undefined) throw new GraphFault('refused', 'GET calendarView/delta', { message: 'neither a next page nor a delta link' });
          url = plain(page['@odata.nextLink']);
        }
      } catch (fault) {
        // « 410 Gone »: the link has grown too old, or the service lost it.
        if (fault instanceof GraphFault && (fault.status === 410 || /SyncStateNotFound|SyncStateInvalid/i.test(fault.code))) return null;
        throw fault;
      }
    },
  };
}

const found = ({ id, expirationDateTime }: Subscription): { readonly id: string; readonly expiresAt: Date } => ({ id, expiresAt: new Date(expirationDateTime) });
