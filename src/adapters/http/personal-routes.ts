// GET, POST, DELETE /api/me/feed; GET, PUT /api/me/reminders; and GET /feed/{secret}.ics, open to whoever has the address.

import { Router, type Response } from 'express';
import type { CalendarFeed, ReminderPreferences } from '../../contract/meetings.ts';
import { ReminderRequest } from '../../contract/reminders.ts';
import type { CalendarFeeds, ReminderChoices } from '../../features/meetings/ports-reminders.ts';
import { isLeadTime } from '../../features/meetings/domain/lead-time.ts';
import { durationWords } from '../../features/meetings/words-reminders.ts';
import { isTime } from '../../shared/dates.ts';
import type { FollowUp } from '../../shared/follow-up.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface PersonalRoutesDeps {
  readonly read: (res: Response) => Promise<Reading>;
  readonly feeds: CalendarFeeds;
  readonly choices: ReminderChoices;
  readonly clock: { now(): Date };
  /** A new secret, and how one is kept. */
  readonly newSecret: () => string;
  readonly digest: (secret: string) => string;
  readonly feedUrl: (secret: string) => string;
  /** The calendar of somebody, as a file. */
  readonly fileOf: (person: PersonId) => Promise<string>;
  /** What follows when somebody chose other reminders. */
  readonly chosen: (person: PersonId) => readonly FollowUp[];
}

/** What can be chosen, beside what the charter says. */
const OFFERED = ['P14D', 'P7D', 'P3D', 'P1D', 'PT2H', 'PT30M', 'PT10M'];

export function personalRoutes({ read, feeds, choices, clock, newSecret, digest, feedUrl, chosen }: Omit<PersonalRoutesDeps, 'fileOf'>): Router {
  const router = Router();
  const mine = async (res: Response): Promise<{ readonly reading: Reading; readonly person: NonNullable<Reading['caller']['person']> }> => {
    const reading = await read(res);
    const { person } = reading.caller;
    if (person === null) throw new HttpProblem(403, 'not-allowed', { fr: 'Cette page est celle d’une personne de la charte.', en: 'This page is that of a person of the charter.' });
    return { reading, person };
  };
  const feedOf = async (person: PersonId, url: string | null): Promise<CalendarFeed> => {
    const feed = await feeds.of(person);
    return { exists: feed !== null, madeAt: feed?.madeAt.toISOString() ?? null, url };
  };

  router.get('/me/feed', async (_req, res) => { res.json(await feedOf((await mine(res)).person.id, null)); });
  router.post('/me/feed', async (_req, res) => {
    const { person } = await mine(res);
    const secret = newSecret();
    await feeds.make(person.id, digest(secret), clock.now());
    res.status(201).json(await feedOf(person.id, feedUrl(secret)));
  });
  router.delete('/me/feed', async (_req, res) => {
    const { person } = await mine(res);
    await feeds.revoke(person.id, clock.now());
    res.json(await feedOf(person.id, null));
  });

  const reminders = async (res: Response): Promise<ReminderPreferences> => {
    const { reading: { charter, naming }, person } = await mine(res);
    const usual = charter.rules.meetingReminders;
    const choice = (await choices.of([person.id])).get(person.id);
    const before = choice?.before ?? usual;
    const offered = [...new Set([...usual, ...before, ...OFFERED])];
    return { before: [...before], quiet: choice?.quiet ?? null, zone: person.zone, offered: offered.map((each) => ({ before: each, label: naming.say(durationWords(each)) })) };
  };
  router.get('/me/reminders', async (_req, res) => { res.json(await reminders(res)); });
  router.put('/me/reminders', async (req, res) => {
    const { before, quiet } = ReminderRequest.parse(req.body);
    const { person } = await mine(res);
    const wrong = before.find((each) => !isLeadTime(each));
    if (wrong !== undefined) throw new HttpProblem(422, 'not-a-reminder', { fr: 'Ce rappel n’est pas possible. Choisissez un délai de cinq minutes à trente jours, par exemple P1D ou PT30M.', en: 'This reminder is not possible. Choose from five minutes to thirty days, for example P1D or PT30M.' });
    if (quiet !== null && (!isTime(quiet.from) || !isTime(quiet.until))) throw new HttpProblem(422, 'not-an-hour', { fr: 'Les heures tranquilles s’écrivent comme 20:00 et 07:00.', en: 'Quiet hours are written like 20:00 and 07:00.' });
    await choices.choose(person.id, { before: [...new Set(before)], quiet }, clock.now(), chosen(person.id));
    res.json(await reminders(res));
  });
  return router;
}

/** The address is the whole right: one that nobody made, or that was revoked, is not found. */
export function feedRoutes({ feeds, digest, fileOf }: Pick<PersonalRoutesDeps, 'feeds' | 'digest' | 'fileOf'>): Router {
  const router = Router();
  router.get('/feed/:file', async (req, res) => {
    const [, secret] = /^([\w-]{43})\.ics$/.exec(req.params.file) ?? [];
    const person = secret === undefined ? null : await feeds.owner(digest(secret));
    if (person === null) throw new HttpProblem(404, 'no-feed', { fr: 'Cette adresse d’agenda n’existe pas, ou elle a été révoquée.', en: 'This calendar address does not exist, or was revoked.' });
    res.set('Cache-Control', 'private, no-cache').type('text/calendar; charset=utf-8').send(await fileOf(person));
  });
  return router;
}
