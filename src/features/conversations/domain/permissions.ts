// What Microsoft Graph is asked for beside the Bot Connector. Without them the bot still speaks: to those who have the app, and
// with a second copy in the worst case where an answer was lost.

export const SENDING_PERMISSIONS: readonly string[] = [
  /** To give the app to somebody whom the bot never met. Gouverne itself and no other app. */
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  /** To see whether a message whose answer was lost is there. Chats where Gouverne is installed, and no other. */
  'Chat.Read.WhereInstalled',
];
