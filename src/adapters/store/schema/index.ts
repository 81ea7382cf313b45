// Every table of Gouverne. Each one's primary key begins with the tenant id, so that the same schema can be distributed by tenant.
export * from './action-cards.ts';
export * from './actions.ts';
export * from './bot.ts';
export * from './calendar.ts';
export * from './charter.ts';
export * from './decisions.ts';
export * from './directory.ts';
export * from './incidents.ts';
export * from './journal.ts';
export * from './lease.ts';
export * from './meetings.ts';
export * from './people.ts';
export * from './planner.ts';
export * from './reminders.ts';
export * from './search.ts';
export * from './workspace.ts';
