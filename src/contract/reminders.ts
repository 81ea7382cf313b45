// What PUT /api/me/reminders takes; what it answers is in meetings.ts.
import { ReminderPreferences } from './meetings.ts';

export const ReminderRequest = ReminderPreferences.pick({ before: true, quiet: true });
