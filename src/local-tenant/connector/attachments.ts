// What is attached to a message, as Graph shows it and as an action command is sent it: "chatMessageAttachment", and the
// MessageActionsPayloadAttachment of botframework-schema. A card comes as the JSON text that was sent.

import type { Message } from '../state.ts';
import { list, record, text } from './read.ts';

export interface AttachmentShown { readonly id: string; readonly contentType: string; readonly contentUrl: string | null; readonly content: string | null; readonly name: string | null; readonly thumbnailUrl: string | null }

export function attachmentsShown(message: Message): AttachmentShown[] {
  return list(message.activity['attachments']).map(record)
    // Teams' own second copy of a typed text.
    .filter((attachment) => attachment['contentType'] !== 'text/html')
    .map((attachment, at) => ({
      id: `${message.id.padStart(32, '0')}${at}`, contentType: text(attachment['contentType']), contentUrl: text(attachment['contentUrl']) || null, content: contentOf(attachment['content']),
      name: text(attachment['name']) || null, thumbnailUrl: text(attachment['thumbnailUrl']) || null,
    }));
}

const contentOf = (content: unknown): string | null => (content === undefined || content === null ? null : typeof content === 'string' ? content : JSON.stringify(content));

/** The body says where each attachment stands. */
export const standsFor = (attachments: readonly AttachmentShown[]): string => attachments.map(({ id }) => `<attachment id="${id}"></attachment>`).join('');
