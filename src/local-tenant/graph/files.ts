// The files of a channel: its folder, the drive behind it, and small files in it. "Get filesFolder", "driveItem resource type".
// A private or shared channel has a drive of its own; the folder is not there until the site is.

import { createHash, randomBytes } from 'node:crypto';
import type { Channel, DriveItem } from '../state.ts';
import { READ_ONLY, readObject, STRING, textOf, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, conflict, notFound, type GraphReply } from './errors.ts';
import { findGroup } from './groups.ts';
import { readQuery, type Shape } from './odata.ts';
import { context, created, iso, noContent, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { channelOf, teamOf } from './team-access.ts';

const ITEM: Shape = { type: 'driveItem', properties: ['id', 'name', 'size', 'createdDateTime', 'lastModifiedDateTime', 'eTag', 'cTag', 'webUrl', 'parentReference', 'file', 'folder', 'fileSystemInfo', 'root'], navigation: ['children', 'listItem', 'permissions', 'versions'] };
const DRIVE: Shape = { type: 'drive', properties: ['id', 'driveType', 'name', 'webUrl', 'createdDateTime', 'lastModifiedDateTime', 'owner', 'quota'], navigation: ['root', 'items', 'list'] };
const NEW_CHILD: Fields = { name: STRING, folder: { is: 'object', type: 'folder', fields: { childCount: READ_ONLY } }, '@microsoft.graph.conflictBehavior': STRING, id: READ_ONLY, size: READ_ONLY, eTag: READ_ONLY, webUrl: READ_ONLY };
/** "Upload small files": 250 MB. */
const SMALL_FILE = 250 * 1024 * 1024;
const NAME_REFUSED = /["*:<>?/\\|\u0000-\u001F]|^\s|[\s.]$|^~\$/; // eslint-disable-line no-control-regex -- they are what is refused

/** One drive per team, one more per private or shared channel. */
const driveIdFor = (owner: string): string => `b!${createHash('sha256').update(`drive|${owner}`).digest('base64url')}${createHash('sha1').update(owner).digest('base64url')}`;
const itemId = (): string => `01${randomBytes(20).toString('base64url').replaceAll(/[-_]/g, 'A').toUpperCase().slice(0, 32)}`;
const ownerOf = (channel: Channel): string => (channel.membershipType === 'standard' ? channel.teamId : channel.id);

function put(call: Call, item: Omit<DriveItem, 'createdAt' | 'modifiedAt' | 'version'>): DriveItem {
  const now = call.ctx.clock.now();
  return call.ctx.state.driveItems.put(item.id, { ...item, createdAt: now, modifiedAt: now, version: 1 });
}
function rootOf(call: Call, driveId: string): DriveItem {
  return call.ctx.state.driveItems.find((i) => i.driveId === driveId && i.parentId === null) ?? put(call, { id: itemId(), driveId, parentId: null, name: 'root', folder: true, mimeType: null, size: 0, sha256: null });
}

const hostOf = (call: Call): string => call.ctx.tenant().domain.split('.')[0] ?? 'local';
function pathTo(call: Call, item: DriveItem): string[] {
  const parent = item.parentId === null ? undefined : call.ctx.state.driveItems.get(item.parentId);
  return parent === undefined ? [] : [...pathTo(call, parent), item.name];
}

function itemJson(call: Call, item: DriveItem): Json {
  const children = call.ctx.state.driveItems.filter((i) => i.parentId === item.id).length;
  const parent = item.parentId === null ? undefined : call.ctx.state.driveItems.get(item.parentId);
  const path = pathTo(call, item);
  const etag = `"{${item.id}},${item.version}"`;
  return {
    id: item.id, name: item.name, size: item.size, createdDateTime: iso(item.createdAt), lastModifiedDateTime: iso(item.modifiedAt), eTag: etag, cTag: `"c:{${item.id}},${item.version}"`,
    webUrl: `https://${hostOf(call)}.sharepoint.com/Documents%20partages/${path.map(encodeURIComponent).join('/')}`,
    parentReference: { driveId: item.driveId, driveType: 'documentLibrary', ...(parent === undefined ? {} : { id: parent.id, path: `/drives/${item.driveId}/root:${['', ...path.slice(0, -1)].map(encodeURIComponent).join('/')}` }) },
    fileSystemInfo: { createdDateTime: iso(item.createdAt), lastModifiedDateTime: iso(item.modifiedAt) },
    ...(item.folder ? { folder: { childCount: children } } : { file: { mimeType: item.mimeType ?? 'application/octet-stream', hashes: { sha256Hash: item.sha256 } } }),
    ...(item.parentId === null ? { root: {} } : {}),
  };
}

function filesFolder(call: Call) {
  readQuery(call.url.searchParams, { shape: ITEM, allow: [] }, call.header);
  const channel = channelOf(call, teamOf(call));
  // "404 until the site exists; the call itself triggers provisioning".
  if (call.ctx.clock.now() < channel.filesFrom) throw notFound('Folder location for this channel is not ready yet, please try again later.', 'NotFound', 'FolderNotReady');
  const driveId = driveIdFor(ownerOf(channel));
  const root = rootOf(call, driveId);
  // The folder keeps the name that the channel had when it was made.
  const key = `folder:${channel.id}`;
  const known = call.ctx.state.driveItems.get((call.ctx.state.settings.get(key) as string | undefined) ?? '');
  const folder = known ?? put(call, { id: itemId(), driveId, parentId: root.id, name: channel.displayName, folder: true, mimeType: null, size: 0, sha256: null });
  if (known === undefined) call.ctx.state.settings.put(key, folder.id);
  return ok({ '@odata.context': context(call, `teams('${channel.teamId}')/channels('${encodeURIComponent(channel.id)}')/filesFolder/$entity`), ...itemJson(call, folder), createdDateTime: '0001-01-01T00:00:00Z' });
}

function drive(call: Call, driveId: string): GraphReply {
  const query = readQuery(call.url.searchParams, { shape: DRIVE, allow: ['$select'] }, call.header);
  const root = call.ctx.state.driveItems.find((i) => i.driveId === driveId && i.parentId === null);
  if (root === undefined) throw notFound('The resource could not be found.', 'itemNotFound');
  const whole: Json = { id: driveId, driveType: 'documentLibrary', name: 'Documents', webUrl: `https://${hostOf(call)}.sharepoint.com/Documents%20partages`, createdDateTime: iso(root.createdAt), lastModifiedDateTime: iso(root.modifiedAt) };
  return ok({ '@odata.context': context(call, 'drives/$entity'), ...(query.select === undefined ? whole : Object.fromEntries(query.select.map((n) => [n, whole[n] ?? null]))) });
}
function groupDrive(call: Call) {
  const group = findGroup(call);
  const driveId = driveIdFor(group.id);
  rootOf(call, driveId);
  return drive(call, driveId);
}

/** The item of the path: by id, the root, or by names below one of these. */
function findItem(call: Call): DriveItem {
  const item = lookUp(call, true);
  if (item === undefined) throw notFound('The resource could not be found.', 'itemNotFound');
  return item;
}
function startOf(call: Call): DriveItem {
  const driveId = param(call, 'drive');
  const start = call.params['item'] === undefined ? call.ctx.state.driveItems.find((i) => i.driveId === driveId && i.parentId === null) : call.ctx.state.driveItems.get(param(call, 'item'));
  if (start === undefined || start.driveId !== driveId) throw notFound('The resource could not be found.', 'itemNotFound');
  return start;
}
function lookUp(call: Call, whole: boolean): DriveItem | undefined {
  const names = param(call, 'path').split('/').filter((n) => n !== '');
  let item: DriveItem | undefined = startOf(call);
  for (const name of whole ? names : names.slice(0, -1)) item = childNamed(call, item, name);
  return item;
}
const childNamed = (call: Call, parent: DriveItem | undefined, name: string): DriveItem | undefined => (parent === undefined ? undefined : call.ctx.state.driveItems.find((i) => i.parentId === parent.id && i.name.toLowerCase() === name.toLowerCase()));

function getItem(call: Call) {
  const query = readQuery(call.url.searchParams, { shape: ITEM, allow: ['$select', '$expand'], expandable: [] }, call.header);
  const item = findItem(call);
  const whole = itemJson(call, item);
  return ok({ '@odata.context': context(call, `drives('${item.driveId}')/items/$entity`), '@odata.etag': whole['eTag'], ...(query.select === undefined ? whole : Object.fromEntries(['id', ...query.select].map((n) => [n, whole[n] ?? null]))) });
}
function children(call: Call) {
  const query = readQuery(call.url.searchParams, { shape: ITEM, allow: ['$select', '$top', '$orderby', '$skiptoken', '$filter', '$expand'], expandable: [] }, call.header);
  const parent = findItem(call);
  const rows = call.ctx.state.driveItems.filter((i) => i.parentId === parent.id).toSorted((a, b) => a.name.localeCompare(b.name, 'fr')).map((i) => { const row = itemJson(call, i); return { row, shown: () => ({ '@odata.etag': row['eTag'], ...row }) }; });
  return listing(call, { rows, query, fragment: `drives('${parent.driveId}')/items('${parent.id}')/children`, pageSize: 200, alwaysCount: true });
}

function checkName(name: string): void {
  if (name === '' || name.length > 255 || NAME_REFUSED.test(name)) throw badRequest('The provided name cannot contain the characters " * : < > ? / \\ | nor begin or end with a blank or end with a period.', 'invalidRequest', 'invalidResourceId');
}
const conflictBehavior = (call: Call, body: Json, usual: string): string => textOf(body, '@microsoft.graph.conflictBehavior', call.url.searchParams.get('@microsoft.graph.conflictBehavior') ?? usual).toLowerCase();
function freeName(call: Call, parent: DriveItem, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n += 1) if (childNamed(call, parent, `${stem} ${n}${extension}`) === undefined) return `${stem} ${n}${extension}`;
}

function createFolder(call: Call) {
  const body = readObject(call.body, 'driveItem', NEW_CHILD);
  const parent = findItem(call);
  if (body['folder'] === undefined || typeof body['name'] !== 'string') throw badRequest('A name and a folder facet must be provided to create a folder.', 'invalidRequest');
  checkName(body['name']);
  const behavior = conflictBehavior(call, body, 'fail');
  const existing = childNamed(call, parent, body['name']);
  if (existing !== undefined && behavior === 'fail') throw conflict('An item with the same name already exists under the parent', 'nameAlreadyExists');
  if (existing !== undefined && behavior === 'replace') return ok(itemJson(call, existing));
  const name = existing === undefined ? body['name'] : freeName(call, parent, body['name']);
  const item = put(call, { id: itemId(), driveId: parent.driveId, parentId: parent.id, name, folder: true, mimeType: null, size: 0, sha256: null });
  return created({ '@odata.context': context(call, `drives('${parent.driveId}')/items/$entity`), ...itemJson(call, item) });
}

function upload(call: Call): GraphReply {
  if (call.bytes.length > SMALL_FILE) throw badRequest('The file is too large for a simple upload: use an upload session.', 'invalidRequest');
  const sha256 = createHash('sha256').update(call.bytes).digest('base64');
  const content = { sha256, size: call.bytes.length, mimeType: call.header('content-type') ?? 'application/octet-stream' };
  call.ctx.state.settings.put(`bytes:${sha256}`, call.bytes.toString('base64'));
  const target = lookUp(call, true);
  const behavior = conflictBehavior(call, {}, 'replace');
  if (target !== undefined && (behavior === 'replace' || call.params['path'] === undefined)) {
    if (target.folder) throw badRequest('The content of a folder cannot be written.', 'invalidRequest');
    const written = call.ctx.state.driveItems.put(target.id, Object.assign(target, content, { modifiedAt: call.ctx.clock.now(), version: target.version + 1 }));
    return ok({ '@odata.context': context(call, `drives('${target.driveId}')/items/$entity`), ...itemJson(call, written) });
  }
  const parent = lookUp(call, false);
  if (parent === undefined) throw notFound('The resource could not be found.', 'itemNotFound');
  const name = param(call, 'path').split('/').at(-1) ?? '';
  checkName(name);
  if (target !== undefined && behavior === 'fail') throw conflict('An item with the same name already exists under the parent', 'nameAlreadyExists');
  const item = put(call, { id: itemId(), driveId: parent.driveId, parentId: parent.id, name: target === undefined ? name : freeName(call, parent, name), folder: false, ...content });
  return created({ '@odata.context': context(call, `drives('${parent.driveId}')/items/$entity`), ...itemJson(call, item) });
}
function download(call: Call): GraphReply {
  const item = findItem(call);
  if (item.folder || item.sha256 === null) throw badRequest('A folder has no content.', 'invalidRequest');
  const bytes = Buffer.from((call.ctx.state.settings.get(`bytes:${item.sha256}`) as string | undefined) ?? '', 'base64');
  return { status: 200, headers: { 'Content-Type': item.mimeType ?? 'application/octet-stream', ETag: `"{${item.id}},${item.version}"` }, body: bytes };
}
function remove(call: Call) {
  const item = findItem(call);
  if (item.parentId === null) throw badRequest('The root of a drive cannot be deleted.', 'invalidRequest');
  const drop = (one: DriveItem) => { for (const child of call.ctx.state.driveItems.filter((i) => i.parentId === one.id)) drop(child); call.ctx.state.driveItems.delete(one.id); };
  call.ctx.state.atomically(() => drop(item));
  return noContent;
}

const BELOW = ['/drives/{drive}/items/{item}', '/drives/{drive}/items/{item}/:/{path}', '/drives/{drive}/root', '/drives/{drive}/root/:/{path}'];
const onItems = (make: (base: string) => Operation): Operation[] => BELOW.map(make);
/** The root itself has no content and cannot go. */
const onFiles = (make: (base: string) => Operation): Operation[] => BELOW.filter((base) => !base.endsWith('/root')).map(make);

export const FILES: readonly Operation[] = [
  { method: 'GET', path: '/teams/{team}/channels/{channel}/filesFolder', permissions: PERMISSIONS.readFilesFolder, run: filesFolder },
  { method: 'GET', path: '/groups/{group}/drive', permissions: PERMISSIONS.readFiles, run: groupDrive },
  { method: 'GET', path: '/drives/{drive}', permissions: PERMISSIONS.readFiles, run: (call) => drive(call, param(call, 'drive')) },
  ...onItems((base) => ({ method: 'GET', path: base, permissions: PERMISSIONS.readFiles, run: getItem })),
  ...onItems((base) => ({ method: 'GET', path: `${base}/children`, permissions: PERMISSIONS.readFiles, run: children })),
  ...onItems((base) => ({ method: 'POST', path: `${base}/children`, permissions: PERMISSIONS.writeFiles, run: createFolder })),
  ...onFiles((base) => ({ method: 'PUT', path: `${base}/content`, permissions: PERMISSIONS.writeFiles, run: upload, content: true })),
  ...onFiles((base) => ({ method: 'GET', path: `${base}/content`, permissions: PERMISSIONS.readFiles, run: download })),
  ...onFiles((base) => ({ method: 'DELETE', path: base, permissions: PERMISSIONS.writeFiles, run: remove })),
];
