// Plans, buckets and tasks through Graph v1.0: implements the actions' port Planner. Everything is written with the etag that was read, and
// answered with what it has become. Sources: "Use the Planner REST API", "Update plannerTask", "Using order hints in Planner".

import type { Planner, PlannerTask, TaskWriting } from '../../features/actions/ports-planner.ts';
import { entraId } from '../../shared/ids.ts';
import type { GraphSender } from './batch.ts';
import { GraphFault } from './graph-fault.ts';
import { all, type Page } from './pages.ts';

interface GraphIdentity { readonly application?: { readonly id?: string | null } | null }
interface GraphPlan { readonly id: string; readonly title: string; readonly createdBy?: GraphIdentity | null }
interface GraphTask {
  readonly id: string;
  readonly '@odata.etag': string;
  readonly title: string;
  readonly bucketId?: string | null;
  readonly percentComplete?: number | null;
  readonly priority?: number | null;
  readonly dueDateTime?: string | null;
  readonly completedDateTime?: string | null;
  readonly assignments?: Readonly<Record<string, { readonly assignedDateTime?: string | null } | null>> | null;
  readonly createdBy?: GraphIdentity | null;
}

const SELECT = '$select=id,title,bucketId,percentComplete,priority,dueDateTime,completedDateTime,assignments,createdBy';
/** At the beginning of the list: hints that the service gave may not be sent back, and none is needed. */
const FIRST = ' !';
/** What the service takes for a task whose priority nobody chose. */
const USUAL_PRIORITY = 5;
const WHOLE = { Prefer: 'return=representation' };

/** `bindBase`: Graph's own name, wherever it is served from. `clientId`: by which we know what we made. */
export function graphPlanner({ sender, bindBase, clientId }: { readonly sender: Pick<GraphSender, 'send'>; readonly bindBase: string; readonly clientId: string }): Planner {
  const list = <T>(url: string): Promise<T[]> => all<T>(async (page) => (await sender.send({ method: 'GET', url: page })).body as Page<T>, url);
  const byUs = ({ createdBy }: { readonly createdBy?: GraphIdentity | null }): boolean => createdBy?.application?.id?.toLowerCase() === clientId.toLowerCase();
  const read = (task: GraphTask): PlannerTask => ({
    id: task.id, etag: task['@odata.etag'], bucketId: task.bucketId ?? null, byUs: byUs(task),
    card: {
      title: task.title, due: task.dueDateTime?.slice(0, 10) ?? null, percent: task.percentComplete ?? 0, priority: task.priority ?? USUAL_PRIORITY, completedAt: moment(task.completedDateTime),
      assignees: Object.entries(task.assignments ?? {}).flatMap(([id, assignment]) => (id.startsWith('@') || assignment === null ? [] : [{ person: entraId(id), at: moment(assignment.assignedDateTime) ?? new Date(0) }])),
    },
  });

  return {
    plansOf: async (group) => (await list<GraphPlan>(`/groups/${group}/planner/plans?$select=id,title,createdBy`)).filter(byUs),
    async createPlan(group, title) {
      const { body } = await sender.send({ method: 'POST', url: '/planner/plans', body: { container: { url: `${bindBase}/v1.0/groups/${group}` }, title } });
      return (body as GraphPlan).id;
    },
    bucketsOf: (plan) => list(`/planner/plans/${plan}/buckets?$select=id,name`),
    async createBucket(plan, name) {
      const { body } = await sender.send({ method: 'POST', url: '/planner/buckets', body: { name, planId: plan, orderHint: FIRST } });
      return (body as { readonly id: string }).id;
    },
    async tasksOf(plan) {
      try {
        return (await list<GraphTask>(`/planner/plans/${plan}/tasks?${SELECT}`)).map(read);
      } catch (fault) {
        if (isGone(fault)) return null;
        throw fault;
      }
    },
    async exists(task) {
      try {
        await sender.send({ method: 'GET', url: `/planner/tasks/${task}?$select=id` });
        return true;
      } catch (fault) {
        if (isGone(fault)) return false;
        throw fault;
      }
    },
    async create(plan, task) {
      const { body } = await sender.send({ method: 'POST', url: '/planner/tasks', body: { planId: plan, ...bodyOf(task) } });
      return read(body as GraphTask);
    },
    async change(task, etag, writing) {
      try {
        const { body } = await sender.send({ method: 'PATCH', url: `/planner/tasks/${task}`, headers: { 'If-Match': etag, ...WHOLE }, body: bodyOf(writing) });
        return read(body as GraphTask);
      } catch (fault) {
        if (isGone(fault) || (fault instanceof GraphFault && (fault.status === 409 || fault.status === 412))) return null;
        throw fault;
      }
    },
  };
}

const bodyOf = ({ title, due, assign = [], unassign = [], bucketId, percent, priority }: TaskWriting): object => ({
  ...(title === undefined ? {} : { title }),
  // Ten in the morning, UTC, as Planner's own page sets it: the same day in every zone of the network.
  ...(due === undefined ? {} : { dueDateTime: `${due}T10:00:00Z` }),
  ...(bucketId === undefined ? {} : { bucketId }),
  ...(percent === undefined ? {} : { percentComplete: percent }),
  ...(priority === undefined ? {} : { priority }),
  ...(assign.length + unassign.length === 0 ? {} : { assignments: Object.fromEntries([...assign.map((id) => [id, { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: FIRST }] as const), ...unassign.map((id) => [id, null] as const)]) }),
});

const isGone = (fault: unknown): boolean => fault instanceof GraphFault && fault.kind === 'not-found';
const moment = (text: string | null | undefined): Date | null => (text === null || text === undefined || Number.isNaN(Date.parse(text)) ? null : new Date(text));
