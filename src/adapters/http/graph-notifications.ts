// Where Microsoft Graph tells us of changes. Open to anybody by nature: nothing is believed but the secret that was agreed with the
// service, and nothing is done here but to note the work. Source: "Receive change notifications through webhooks".

import express, { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Heard, HeardOfSubscription } from '../../features/meetings/use-cases/outlook-heard.ts';
import type { Log } from '../../shared/log.ts';

export interface GraphNotificationsDeps {
  readonly tenantId: string;
  readonly events: (heard: readonly Heard[]) => Promise<number>;
  readonly lifecycle: (heard: readonly HeardOfSubscription[]) => Promise<number>;
  readonly log: Log;
}

const LONGEST_TOKEN = 2_000;
const MOST = 1_000;
const about = { subscriptionId: z.string().max(200), clientState: z.string().max(128), tenantId: z.string().max(100).optional() };
const Changes = z.object({ value: z.array(z.object({ ...about, resource: z.string().max(1_000), resourceData: z.object({ id: z.string().max(1_000) }).optional() })).max(MOST) });
const Lifecycle = z.object({ value: z.array(z.object({ ...about, lifecycleEvent: z.enum(['missed', 'subscriptionRemoved', 'reauthorizationRequired']) })).max(MOST) });

export function graphNotifications({ tenantId, events, lifecycle, log }: GraphNotificationsDeps): Router {
  const router = Router();
  const json = express.json({ limit: '1mb' });
  const here = ({ tenantId: theirs }: { readonly tenantId?: string | undefined }): boolean => theirs === undefined || theirs.toLowerCase() === tenantId.toLowerCase();

  router.post('/graph/notifications', handshake, json, hearing(log, async (body) => {
    const { value } = Changes.parse(body);
    const heard = value.filter(here).map(({ subscriptionId, clientState, resource, resourceData }) => ({ subscription: subscriptionId, secret: clientState, eventId: resourceData?.id ?? resource.split('/').at(-1) ?? '' }));
    return { told: value.length, genuine: await events(heard) };
  }));
  router.post('/graph/lifecycle', handshake, json, hearing(log, async (body) => {
    const { value } = Lifecycle.parse(body);
    const heard = value.filter(here).map(({ subscriptionId, clientState, lifecycleEvent }) => ({ subscription: subscriptionId, secret: clientState, event: lifecycleEvent }));
    return { told: value.length, genuine: await lifecycle(heard) };
  }));
  return router;
}

/** The service makes sure that we want to hear of it: its token comes back decoded, as plain text and nothing else. */
const handshake: RequestHandler = (req, res, next) => {
  const token = req.query['validationToken'];
  if (token === undefined) { next(); return; }
  if (typeof token !== 'string' || token.length > LONGEST_TOKEN) { res.status(400).end(); return; }
  res.status(200).type('text/plain').send(token);
};

/**
 * 202 once the work is certain to be done, whatever was told: a stranger learns nothing of what we know. When we cannot note it, the
 * service is to tell us again.
 */
const hearing = (log: Log, hear: (body: unknown) => Promise<{ readonly told: number; readonly genuine: number }>): RequestHandler => async (req, res) => {
  try {
    const { told, genuine } = await hear(req.body);
    if (genuine < told) log.warn('graph-notification', { told, genuine });
    res.status(202).end();
  } catch (error) {
    if (error instanceof z.ZodError) { log.warn('graph-notification', { told: 'unreadable' }); res.status(202).end(); return; }
    log.error('graph-notification', { error });
    res.status(503).end();
  }
};
