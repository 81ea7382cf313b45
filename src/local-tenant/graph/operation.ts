// One Graph operation: its address, what it asks of the token, and what it does. The tables of the resource files are lists of these.

import type { TenantContext } from '../context.ts';
import type { User } from '../state.ts';
import type { GraphReply } from './errors.ts';

export interface Caller {
  readonly kind: 'app' | 'delegated';
  readonly appId: string;
  /** The person for whom a delegated token was made. */
  readonly user: User | undefined;
  readonly granted: readonly string[];
}

/** From the "Permissions" section of the reference page, least privileged first. `undefined`: not supported for that kind of token. */
export interface Permissions {
  readonly app: readonly string[] | undefined;
  readonly delegated: readonly string[] | undefined;
  /** Resource-specific consent that suffices for the one team. */
  readonly rsc?: readonly string[];
  /** In whose words a refusal is put. */
  readonly refusal: 'teams' | 'directory' | 'files' | 'outlook';
}

export interface Call {
  readonly ctx: TenantContext;
  readonly method: string;
  /** Absolute, as the client sees it. */
  readonly url: URL;
  readonly origin: string;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly header: (name: string) => string | undefined;
  /** The JSON body; undefined when there is none. */
  readonly body: unknown;
  /** The raw body of an upload. */
  readonly bytes: Buffer;
  /** A fault wants a bulk operation to succeed only in part. */
  readonly partial: boolean;
  readonly secret: string;
}

export interface Operation {
  readonly method: string;
  /** `/teams/{team}/channels/{channel}`; a literal `:` segment is the path addressing of drive items. */
  readonly path: string;
  readonly permissions: Permissions;
  readonly run: (call: Call) => GraphReply | Promise<GraphReply>;
  /** The body is content, not JSON. */
  readonly content?: true;
}

export const ok = (body: unknown, headers: Record<string, string> = {}): GraphReply => ({ status: 200, body, headers });
export const created = (body: unknown, headers: Record<string, string> = {}): GraphReply => ({ status: 201, body, headers });
export const noContent: GraphReply = { status: 204 };
export const accepted = (headers: Record<string, string>): GraphReply => ({ status: 202, headers: { 'Content-Type': 'application/json', ...headers } });

export const param = (call: Call, name: string): string => call.params[name] ?? '';
export const context = (call: Call, fragment: string): string => `${call.origin}/v1.0/$metadata#${fragment}`;
/** Evolvable enumerations: members after the sentinel are shown only to who asked for them. */
export const prefersUnknown = (call: Call): boolean => /include-unknown-enum-members/i.test(call.header('prefer') ?? '');
export const iso = (ms: number): string => new Date(ms).toISOString();
