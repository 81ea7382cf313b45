// What ties actions to Planner, in SQL. Implements the actions' port PlannerLinks.
import { and, asc, eq, inArray, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { PlanLink, PlannerLinks, TaskLink } from '../../features/actions/ports-planner.ts';
import { actionId, committeeId } from '../../shared/ids.ts';
import type { Data } from './open-data.ts';
import { plannerPlan, plannerTask } from './schema/index.ts';

/** Rows of one statement. */
const MANY = 200;

export function plannerLinksStore(data: Pick<Data, 'db' | 'tx' | 'enqueue'>, tenantId: string): PlannerLinks {
  const [p, t] = [plannerPlan, plannerTask];
  const plans = async (...where: SQL[]): Promise<readonly PlanLink[]> => (await data.db.select().from(p).where(and(eq(p.tenantId, tenantId), ...where)).orderBy(asc(p.committeeId))).map(readPlan);
  const tasks = async (...where: SQL[]): Promise<readonly TaskLink[]> => (await data.db.select().from(t).where(and(eq(t.tenantId, tenantId), ...where)).orderBy(asc(t.actionId))).map(readTask);
  return {
    plan: async (committee) => (await plans(eq(p.committeeId, committee)))[0] ?? null,
    plans: () => plans(),
    async savePlan({ committee, plan, ...rest }) {
      const row = { planId: plan, ...rest };
      await data.tx((tx) => tx.insert(p).values({ tenantId, committeeId: committee, ...row }).onConflictDoUpdate({ target: [p.tenantId, p.committeeId], set: row }));
    },
    tasks: (committee) => tasks(eq(t.committeeId, committee), ne(t.state, 'over')),
    of: ({ tasks: ids, actions }) => {
      const those = or(...(ids.length === 0 ? [] : [inArray(t.taskId, [...ids])]), ...(actions.length === 0 ? [] : [inArray(t.actionId, [...actions])]));
      return those === undefined ? Promise.resolve([]) : tasks(those);
    },
    async saveTasks(links) {
      for (let i = 0; i < links.length; i += MANY) {
        const rows = links.slice(i, i + MANY).map(({ action, committee, task, ...rest }) => ({ tenantId, actionId: action, committeeId: committee, taskId: task, ...rest }));
        await data.tx((tx) => tx.insert(t).values(rows).onConflictDoUpdate({ target: [t.tenantId, t.actionId], set: { taskId: given('task_id'), state: given('state'), agreed: given('agreed'), sent: given('sent'), lookedAt: given('looked_at'), retryAt: given('retry_at'), problem: given('problem') } }));
      }
    },
    async placeOf(action) {
      const [found] = await data.db.select({ plan: p.planId, task: t.taskId }).from(t).innerJoin(p, and(eq(p.tenantId, t.tenantId), eq(p.committeeId, t.committeeId))).where(and(eq(t.tenantId, tenantId), eq(t.actionId, action)));
      return found === undefined || found.plan === null || found.task === null ? null : { plan: found.plan, task: found.task };
    },
    async refusedTasks() {
      const [row] = await data.db.select({ count: sql<number>`count(*)::int` }).from(t).where(and(eq(t.tenantId, tenantId), ne(t.state, 'over'), isNotNull(t.problem)));
      return row?.count ?? 0;
    },
    enqueue: (next) => (next.length === 0 ? Promise.resolve() : data.tx(async (tx) => { for (const followUp of next) await data.enqueue(tx, followUp); })),
  };
}

const given = (column: string): SQL => sql.raw(`excluded.${column}`);

const readPlan = ({ committeeId: committee, planId, buckets, askedAt, lookedAt, problem, refused }: typeof plannerPlan.$inferSelect): PlanLink =>
  ({ committee: committeeId(committee), plan: planId, buckets, askedAt, lookedAt, problem, refused });
const readTask = ({ actionId: action, committeeId: committee, taskId, state, agreed, sent, lookedAt, retryAt, problem }: typeof plannerTask.$inferSelect): TaskLink =>
  ({ action: actionId(action), committee: committeeId(committee), task: taskId, state, agreed, sent, lookedAt, retryAt, problem });
