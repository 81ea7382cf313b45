// Delta queries over users and groups: everything once, then what changed since. "Use delta query to track changes in Microsoft Graph data".

import type { Change, Group, User } from '../state.ts';
import { GraphError } from './errors.ts';
import { linkWith, makeToken, readQuery, readToken, type Rules, type Shape } from './odata.ts';
import { context, ok, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { GROUP, groupJson, USER, userJson, type Json } from './shapes.ts';

const PAGE = 100;
/** A delta token of the directory lives seven days. */
const TOKEN_LIFETIME_MS = 7 * 86_400_000;

interface Position {
  readonly kind: 'user' | 'group';
  readonly select: string | null;
  readonly made: number;
  /** Where the next round begins. */
  readonly since: number;
  /** In the first round, and in each page after it: how many were given already, and up to which change this round goes. */
  readonly given?: number;
  readonly upTo?: number;
  readonly first?: boolean;
}

const rules = (shape: Shape): Rules => ({ shape, allow: ['$select', '$filter', '$top', '$skiptoken', '$deltatoken', '$expand'], expandable: shape === GROUP ? ['members'] : [], filterable: ['id'], directory: true });

function delta(kind: 'user' | 'group') {
  return (call: Call) => {
    const query = readQuery(call.url.searchParams, rules(kind === 'user' ? USER : GROUP), call.header);
    const now = call.ctx.clock.now();
    const newest = seen(call).at(-1)?.seq ?? 0;
    const token = query.skipToken ?? query.deltaToken;
    let position: Position = { kind, select: query.select?.join(',') ?? null, made: now, since: 0, given: 0, upTo: newest, first: true };
    if (query.deltaToken === 'latest') return answer(call, { ...position, first: false }, [], newest);
    if (token !== undefined) {
      const read = readToken(call.secret, token) as Position | undefined;
      if (read?.kind !== kind) throw new GraphError(400, 'Directory_InvalidDeltaToken', 'The delta token in the request is malformed or belongs to another query.');
      if (now - read.made > TOKEN_LIFETIME_MS) throw new GraphError(410, 'syncStateNotFound', 'The sync state generation is not found; continuing with a full synchronization is required.', { headers: { Location: `${call.origin}${call.url.pathname}?$deltatoken=` } });
      position = query.skipToken === undefined ? { ...read, made: now, given: 0, upTo: newest, first: false } : read;
    }
    const select = position.select?.split(',');
    const all = position.first === true ? everything(call, kind, select) : changed(call, kind, select, position.since, position.upTo ?? newest);
    const wanted = query.filter === undefined ? all : all.filter((row) => query.filter?.test(row) === true);
    return answer(call, position, wanted, position.upTo ?? newest);
  };
}

/** A full page always leads to another one, even if that one is empty: clients must follow links, not count items. */
function answer(call: Call, position: Position, rows: readonly Json[], upTo: number) {
  const given = position.given ?? 0;
  const cut = rows.slice(given, given + PAGE);
  const keep = (name: string) => name !== '$select' && name !== '$expand';
  const more = cut.length > 0 && (cut.length === PAGE || rows.length > given + cut.length);
  const link = more
    ? { '@odata.nextLink': linkWith(call.url, '$skiptoken', makeToken(call.secret, { ...position, given: given + cut.length, upTo }), keep) }
    : { '@odata.deltaLink': linkWith(call.url, '$deltatoken', makeToken(call.secret, { kind: position.kind, select: position.select, made: call.ctx.clock.now(), since: upTo } satisfies Position), keep) };
  const fragment = position.kind === 'user' ? 'users' : 'groups';
  return ok({ '@odata.context': context(call, position.select === null ? fragment : `${fragment}(${position.select})`), ...link, value: cut });
}

/** Replicas: a change shows in delta some time after it was made. */
const seen = (call: Call): Change[] => call.ctx.state.changes.filter((c) => c.at + call.ctx.options.deltaLagMs <= call.ctx.clock.now()).toSorted((a, b) => a.seq - b.seq);

function everything(call: Call, kind: 'user' | 'group', select: readonly string[] | undefined): Json[] {
  const { state, options, clock } = call.ctx;
  const old = (at: number) => at + options.deltaLagMs <= clock.now();
  if (kind === 'user') return state.users.filter((u) => old(u.createdAt)).toSorted((a, b) => a.id.localeCompare(b.id)).map((u) => userRow(u, select));
  return state.groups.filter((g) => g.deletedAt === null && old(g.createdAt)).toSorted((a, b) => a.id.localeCompare(b.id)).map((g) => groupRow(call, g, select, state.memberships.filter((m) => m.teamId === g.id && m.channelId === null).map((m) => ({ '@odata.type': '#microsoft.graph.user', id: m.userId }))));
}

function changed(call: Call, kind: 'user' | 'group', select: readonly string[] | undefined, since: number, upTo: number): Json[] {
  const changes = seen(call).filter((c) => c.seq > since && c.seq <= upTo);
  const { state } = call.ctx;
  if (kind === 'user') return [...new Set(changes.filter((c) => c.kind === 'user').map((c) => c.id))].flatMap((id) => { const u = state.users.get(id); return u === undefined ? [{ id, '@removed': { reason: 'deleted' } }] : [userRow(u, select)]; });
  const ids = [...new Set(changes.filter((c) => c.kind !== 'user').map((c) => c.id))];
  return ids.map((id): Json => {
    const group = state.groups.get(id);
    if (group === undefined) return { id, '@removed': { reason: 'deleted' } };
    if (group.deletedAt !== null) return { id, '@removed': { reason: 'changed' } };
    const last = new Map(changes.filter((c) => c.kind === 'member' && c.id === id && c.memberId !== null).map((c) => [c.memberId ?? '', c]));
    return groupRow(call, group, select, [...last.values()].map((c) => ({ '@odata.type': '#microsoft.graph.user', id: c.memberId, ...(c.removed === null ? {} : { '@removed': { reason: 'deleted' } }) })));
  });
}

const userRow = (user: User, select: readonly string[] | undefined): Json => ({ ...userJson(user, select), id: user.id });
function groupRow(call: Call, group: Group, select: readonly string[] | undefined, members: Json[]): Json {
  const withMembers = select === undefined || select.includes('members');
  return { ...groupJson(group, call.ctx.tenant().domain, select), id: group.id, ...(withMembers && members.length > 0 ? { 'members@delta': members } : {}) };
}

export const DELTA: readonly Operation[] = [
  { method: 'GET', path: '/users/delta', permissions: PERMISSIONS.deltaUsers, run: delta('user') },
  { method: 'GET', path: '/groups/delta', permissions: PERMISSIONS.readGroup, run: delta('group') },
];
