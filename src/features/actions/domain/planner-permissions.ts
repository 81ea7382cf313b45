// What Planner is asked for. Without it actions are kept, reminded of and shown all the same; nothing of them is in Planner.

export const PLANNER_PERMISSIONS: readonly string[] = [
  /** Plans, buckets and tasks of the teams' groups. There is no narrower one for an application, and no resource-specific one. */
  'Tasks.ReadWrite.All',
];
