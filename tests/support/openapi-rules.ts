// Judges a document against the OpenAPI specification 3.1.1: what its sections 4.8.1 to 4.8.30 require or forbid, of the objects
// that our page uses, and each schema against JSON Schema 2020-12 by ajv.
import { Ajv2020 } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const KEYS = {
  document: ['openapi', 'info', 'jsonSchemaDialect', 'servers', 'paths', 'webhooks', 'components', 'security', 'tags', 'externalDocs'],
  info: ['title', 'summary', 'description', 'termsOfService', 'contact', 'license', 'version'],
  item: ['summary', 'description', 'servers', 'parameters', ...METHODS],
  operation: ['tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'requestBody', 'responses', 'callbacks', 'deprecated', 'security', 'servers'],
  parameter: ['name', 'in', 'description', 'required', 'deprecated', 'allowEmptyValue', 'style', 'explode', 'allowReserved', 'schema', 'example', 'examples', 'content'],
  body: ['description', 'content', 'required'],
  response: ['description', 'headers', 'content', 'links'],
  media: ['schema', 'example', 'examples', 'encoding'],
  security: ['type', 'description', 'name', 'in', 'scheme', 'bearerFormat', 'flows', 'openIdConnectUrl'],
} as const;

/** Sentences, one per fault; empty when the document is valid. */
export function openApiFaults(document: Json): string[] {
  const faults: string[] = [];
  const wrong = (where: string, what: string): void => { faults.push(`${where}: ${what}`); };
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const object = (value: unknown, where: string, keys?: readonly string[]): Json => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) { wrong(where, 'must be an object'); return {}; }
    for (const key of Object.keys(value)) if (keys !== undefined && !keys.includes(key) && !key.startsWith('x-')) wrong(where, `has no field "${key}"`);
    return value as Json;
  };
  const text = (value: unknown, where: string): string => { if (typeof value !== 'string' || value === '') wrong(where, 'must be a text'); return String(value); };
  const list = (value: unknown, where: string): readonly unknown[] => { if (!Array.isArray(value)) wrong(where, 'must be a list'); return Array.isArray(value) ? value : []; };

  const schema = (value: unknown, where: string): void => {
    if (typeof value === 'boolean') return;
    const whole = object(value, where);
    if (ajv.validateSchema(whole) !== true) { wrong(where, `is no JSON Schema: ${ajv.errorsText(ajv.errors)}`); return; }
    // A reference is read from the root of the whole document, so a schema that carries its own definitions leads nowhere.
    for (const [, to] of JSON.stringify(whole).matchAll(/"\$ref":"([^"]+)"/g)) if (find(document, to ?? '') === undefined) wrong(where, `refers to ${to}, which is nowhere`);
    try { ajv.compile(whole); } catch (error) { wrong(where, String(error)); }
  };
  const content = (value: unknown, where: string): void => {
    const types = Object.entries(object(value, where));
    if (types.length === 0) wrong(where, 'must name a media type');
    for (const [type, media] of types) {
      if (!/^[\w*]+\/[\w*.+-]+$/.test(type)) wrong(where, `"${type}" is no media type`);
      schema(object(media, `${where} ${type}`, KEYS.media)['schema'] ?? true, `${where} ${type} schema`);
    }
  };
  const security = (value: unknown, where: string): void => {
    const schemes = object(object(document['components'] ?? {}, 'components')['securitySchemes'] ?? {}, 'securitySchemes');
    for (const requirement of list(value, where)) for (const [name, scopes] of Object.entries(object(requirement, where))) {
      if (schemes[name] === undefined) wrong(where, `"${name}" is no security scheme`);
      list(scopes, `${where} ${name}`);
    }
  };

  object(document, 'document', KEYS.document);
  if (!/^3\.1\.\d+$/.test(String(document['openapi']))) wrong('openapi', `${String(document['openapi'])} is not 3.1`);
  const info = object(document['info'], 'info', KEYS.info);
  text(info['title'], 'info.title');
  text(info['version'], 'info.version');
  for (const server of list(document['servers'] ?? [], 'servers')) text(object(server, 'servers', ['url', 'description', 'variables'])['url'], 'servers.url');
  for (const [name, scheme] of Object.entries(object(object(document['components'] ?? {}, 'components')['securitySchemes'] ?? {}, 'securitySchemes'))) {
    const { type, scheme: http } = object(scheme, name, KEYS.security) as { type?: unknown; scheme?: unknown };
    if (!['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'].includes(String(type))) wrong(name, `"${String(type)}" is no type of security scheme`);
    if (type === 'http') text(http, `${name}.scheme`);
  }
  if (document['security'] !== undefined) security(document['security'], 'security');

  const ids = new Set<string>();
  const shapes = new Set<string>();
  for (const [path, item] of Object.entries(object(document['paths'], 'paths'))) {
    if (!path.startsWith('/')) wrong(path, 'must begin with a slash');
    const shape = path.replace(/\{\w+\}/g, '{}');
    if (shapes.has(shape)) wrong(path, 'cannot be told from another path');
    shapes.add(shape);
    for (const [method, value] of Object.entries(object(item, path, KEYS.item))) {
      if (!METHODS.includes(method)) continue;
      const where = `${method.toUpperCase()} ${path}`;
      const operation = object(value, where, KEYS.operation);
      const id = text(operation['operationId'], `${where} operationId`);
      if (ids.has(id)) wrong(where, `operationId "${id}" is taken`);
      ids.add(id);
      const seen = new Set<string>();
      for (const one of list(operation['parameters'] ?? [], `${where} parameters`)) {
        const parameter = object(one, `${where} parameter`, KEYS.parameter);
        const name = `${String(parameter['in'])} ${text(parameter['name'], `${where} parameter name`)}`;
        if (!['query', 'header', 'path', 'cookie'].includes(String(parameter['in']))) wrong(where, `parameter ${name} is nowhere`);
        if (seen.has(name)) wrong(where, `parameter ${name} is there twice`);
        seen.add(name);
        if (parameter['in'] === 'path' && parameter['required'] !== true) wrong(where, `parameter ${name} must be required`);
        if ((parameter['schema'] === undefined) === (parameter['content'] === undefined)) wrong(where, `parameter ${name} must have a schema or a content`);
        schema(parameter['schema'] ?? true, `${where} ${name}`);
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `path ${name}`);
      for (const name of inPath) if (!seen.has(name)) wrong(where, `${name} is not described`);
      for (const name of seen) if (name.startsWith('path ') && !inPath.includes(name)) wrong(where, `${name} is not in the path`);
      if (operation['requestBody'] !== undefined) content(object(operation['requestBody'], `${where} body`, KEYS.body)['content'], `${where} body`);
      const responses = Object.entries(object(operation['responses'], `${where} responses`));
      if (!responses.some(([status]) => status !== 'default')) wrong(where, 'must say how it answers when all goes well');
      for (const [status, response] of responses) {
        if (!/^(?:[1-5](?:\d\d|XX)|default)$/.test(status)) wrong(where, `"${status}" is no status`);
        const said = object(response, `${where} ${status}`, KEYS.response);
        text(said['description'], `${where} ${status} description`);
        if (said['content'] !== undefined) content(said['content'], `${where} ${status}`);
      }
      if (operation['security'] !== undefined) security(operation['security'], where);
    }
  }
  return faults;
}

function find(document: Json, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  return reference.slice(1).split('/').filter((part) => part !== '').reduce<unknown>((at, part) => (at as Json | undefined)?.[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')], document);
}
