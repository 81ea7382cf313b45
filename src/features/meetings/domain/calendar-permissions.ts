// What Outlook is asked for. Without it meetings are planned and held all the same; nothing of them is in any calendar.

export const CALENDAR_PERMISSIONS: readonly string[] = [
  /** Events in the organizers' mailboxes, their change notifications, and free and busy times. Narrowed to these mailboxes by RBAC for Applications. */
  'Calendars.ReadWrite',
];
