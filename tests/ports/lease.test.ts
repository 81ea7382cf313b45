// Leases on both engines: one holder at a time, also when a replica dies, sleeps or wakes too late.
import { describe, expect, it } from '@jest/globals';
import { and, eq, sql } from 'drizzle-orm';
import { leaseDesk, leases } from '../../src/adapters/store/lease.ts';
import { lease } from '../../src/adapters/store/schema/index.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

const MINUTE = 60_000;

const suite = (store: StoreInTest): void => {
  let names = 0;
  const newName = () => `apply-${(names += 1)}`;
  const desk = (holder: string, tenantId = 't1') => leaseDesk(store.data, { tenantId, holder, leaseMs: MINUTE });
  const [ana, ben] = ['replica-a', 'replica-b'];
  /** Time is the database's: it is moved by moving the end of the lease. */
  const pass = (name: string, ms: number) => store.data.tx(async (tx) => {
    await tx.update(lease).set({ until: sql`${lease.until} - ${ms}::float8 * interval '1 millisecond'` }).where(and(eq(lease.tenantId, 't1'), eq(lease.name, name)));
  });

  describe('a lease', () => {
    it('is given to the first who asks, and to nobody else until its end', async () => {
      const name = newName();
      expect(await desk(ana).take(name)).toMatchObject({ name, token: 1 });
      expect(await desk(ben).take(name)).toBeNull();
      await pass(name, MINUTE + 1);
      expect(await desk(ben).take(name)).toMatchObject({ token: 2 });
    });
    it('goes to exactly one of twenty who ask at once', async () => {
      const name = newName();
      const given = await Promise.all(Array.from({ length: 20 }, (_, n) => desk(`replica-${n}`).take(name)));
      expect(given.filter((held) => held !== null)).toHaveLength(1);
    });
    it('lasts longer when it is renewed', async () => {
      const name = newName();
      const held = await desk(ana).take(name);
      await pass(name, MINUTE - 5000);
      const renewed = await desk(ana).renew(held!);
      expect(renewed?.token).toBe(held?.token);
      await pass(name, 10_000);
      expect(await desk(ben).take(name)).toBeNull();
    });
    it('is not renewed by one who slept past its end, even if nobody took it', async () => {
      const name = newName();
      const held = await desk(ana).take(name);
      await pass(name, MINUTE + 1);
      expect(await desk(ana).renew(held!)).toBeNull();
    });
    it('is not given back, nor renewed, by one who lost it', async () => {
      const name = newName();
      const old = await desk(ana).take(name);
      await pass(name, MINUTE + 1);
      const current = await desk(ben).take(name);
      await desk(ana).release(old!);
      expect(await desk(ana).renew(old!)).toBeNull();
      expect(await desk(ben).renew(current!)).not.toBeNull();
    });
    it('is free at once when it is given back', async () => {
      const name = newName();
      await desk(ana).release((await desk(ana).take(name))!);
      expect(await desk(ben).take(name)).toMatchObject({ token: 2 });
    });
    it('of another tenant is another lease', async () => {
      const name = newName();
      expect(await desk(ana).take(name)).not.toBeNull();
      expect(await desk(ben, 't2').take(name)).not.toBeNull();
    });
    it('ends by the database’s clock', async () => {
      const name = newName();
      const { rows: [before] } = await store.data.db.execute<{ at: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as at`);
      const held = await desk(ana).take(name);
      expect(held!.until.getTime() - Number(before!.at)).toBeGreaterThanOrEqual(MINUTE - 1);
      expect(held!.until.getTime() - Number(before!.at)).toBeLessThan(MINUTE + 5000);
    });
  });

  describe('work under a lease', () => {
    const held = (holder: string, leaseMs = MINUTE) => leases(store.data, { tenantId: 't1', holder, leaseMs });
    it('is done by one, and refused to the other meanwhile', async () => {
      const name = newName();
      const outcome = await held(ana).hold(name, async () => held(ben).hold(name, async () => 'two at once').then((other) => other ?? 'one'));
      expect(outcome).toBe('one');
      expect(await held(ben).hold(name, async () => 'later')).toBe('later');
    });
    it('gives the lease back when it fails', async () => {
      const name = newName();
      await expect(held(ana).hold(name, async () => { throw new Error('broken'); })).rejects.toThrow('broken');
      expect(await held(ben).hold(name, async () => 'free')).toBe('free');
    });
    it('keeps it for longer than its length, by renewing', async () => {
      const name = newName();
      const lost = await held(ana, 300).hold(name, async (signal) => {
        await new Promise((resolve) => { setTimeout(resolve, 900); });
        expect(await held(ben).hold(name, async () => 1)).toBeNull();
        return signal.aborted;
      });
      expect(lost).toBe(false);
    });
    it('is told to stop when the lease was taken away', async () => {
      const name = newName();
      const stopped = await held(ana, 300).hold(name, async (signal) => {
        await pass(name, MINUTE);
        await desk(ben).take(name);
        return new Promise<boolean>((resolve) => { signal.addEventListener('abort', () => resolve(true)); });
      });
      expect(stopped).toBe(true);
      expect(await desk('replica-c').take(name)).toBeNull();
    });
  });
};

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
