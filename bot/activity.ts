// What Teams tells the bot, parsed once. Names of people are left out on purpose: nothing here needs them, and what is not
// read can be neither stored nor logged.
import { z } from 'zod';

const Account = z.object({ id: z.string(), aadObjectId: z.string().optional() });

export const Activity = z.object({
  type: z.string(),
  id: z.string().optional(),
  /** Of an invoke: `adaptiveCard/action`. */
  name: z.string().optional(),
  /** Of an installationUpdate. */
  action: z.string().optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: Account,
  recipient: Account,
  conversation: z.object({
    id: z.string(),
    conversationType: z.enum(['personal', 'channel', 'groupChat']).optional(),
    tenantId: z.string().optional(),
  }),
  channelData: z
    .object({
      eventType: z.string().optional(),
      tenant: z.object({ id: z.string() }).optional(),
      team: z.object({ id: z.string(), aadGroupId: z.string().optional() }).optional(),
      channel: z.object({ id: z.string(), type: z.string().optional() }).optional(),
    })
    .optional(),
  text: z.string().optional(),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
  entities: z.array(z.looseObject({ type: z.string() })).optional(),
  membersAdded: z.array(Account).optional(),
  membersRemoved: z.array(Account).optional(),
});
export type Activity = z.infer<typeof Activity>;

/** conversationUpdate and events do not always say what kind of conversation they are of. */
export function kindOf(activity: Activity): 'personal' | 'channel' | 'groupChat' {
  if (activity.conversation.conversationType !== undefined) return activity.conversation.conversationType;
  return activity.channelData?.team !== undefined ? 'channel' : 'personal';
}

export const tenantOf = (activity: Activity): string | undefined => activity.conversation.tenantId ?? activity.channelData?.tenant?.id;

const Mention = z.object({ type: z.literal('mention'), mentioned: z.object({ id: z.string() }), text: z.string() });

/** What the person wrote, without the mention of the bot that a channel requires. */
export function textOf(activity: Activity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const mention = Mention.safeParse(entity);
    if (mention.success && mention.data.mentioned.id === activity.recipient.id) text = text.replaceAll(mention.data.text, ' ');
  }
  return text.trim();
}
