// GET /api/doctor.

import { Router, type Response } from 'express';
import type { Doctor } from '../../contract/provisioning.ts';
import { mayPlan } from '../../features/committees/domain/permissions.ts';
import type { Clock } from '../../features/committees/ports.ts';
import type { Check } from '../../features/committees/use-cases/examine.ts';
import type { Reading } from './network.ts';

export function doctorRoutes({ read, examine, clock }: { read: (res: Response) => Promise<Reading>; examine: () => Promise<Check[]>; clock: Clock }): Router {
  const router = Router();
  router.get('/doctor', async (_req, res) => {
    const reading = await read(res);
    const { naming } = reading;
    reading.insist(mayPlan(reading.roles));
    const checks = await examine();
    const view: Doctor = {
      at: clock.now().toISOString(),
      ok: checks.every((check) => check.state !== 'failure'),
      checks: checks.map(({ id, state, title, detail, remedy }) => ({ id, state, title: naming.say(title), detail: naming.say(detail), remedy: remedy === null ? null : naming.say(remedy) })),
    };
    res.json(view);
  });
  return router;
}
