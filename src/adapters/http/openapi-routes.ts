// GET /api/openapi.json and /api/docs: the contract as OpenAPI 3.1, and a page that reads without JavaScript.

import { Router } from 'express';
import { z } from 'zod';
import { OPERATIONS, type ApiOperation } from '../../contract/api.ts';
import { Problem } from '../../contract/common.ts';

type Json = Readonly<Record<string, unknown>>;

export function openApi(version: string, baseUrl: string): Json {
  const schema = (type: z.ZodType, io: 'input' | 'output'): Json => z.toJSONSchema(type, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  const json = (type: z.ZodType, io: 'input' | 'output'): Json => ({ content: { 'application/json': { schema: schema(type, io) } } });
  const paths: Record<string, Record<string, Json>> = {};
  for (const op of OPERATIONS) {
    const parameters = [
      ...[...op.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(op.query ?? {}).map(([name, description]) => ({ name, in: 'query', description, schema: { type: 'string' } })),
    ];
    (paths[op.path] ??= {})[op.method] = {
      summary: op.summary,
      operationId: operationId(op),
      ...(op.open === true ? { security: [] } : {}),
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(op.request === undefined ? {} : { requestBody: { required: true, ...json(op.request, 'input') } }),
      responses: {
        [op.status]: { description: 'OK', ...(op.reply === null ? { content: Object.fromEntries((op.file ?? ['text/event-stream']).map((type) => [type, { schema: { type: 'string' } }])) } : json(op.reply, 'output')) },
        default: { description: 'Problem details (RFC 9457), in the reader’s language', content: { 'application/problem+json': { schema: schema(Problem, 'output') } } },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Gouverne', version, description: 'Committees of the network, their Teams workspaces and their record. Sentences come in the language of the `Gouverne-Language` header (fr-CA, en-CA), else in the person’s own.' },
    servers: [{ url: baseUrl }],
    components: { securitySchemes: { entra: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Entra ID access token of a person (scope access_as_user), or of an application (role Gouverne.Operate)' } } },
    security: [{ entra: [] }],
    paths,
  };
}

const operationId = (op: ApiOperation): string => `${op.method}${op.path.replace(/^\/api/, '').replace(/[/{}]+(\w)?/g, (_all, letter?: string) => letter?.toUpperCase() ?? '')}`;

export function openApiRoutes(version: string, baseUrl: string): Router {
  const router = Router();
  const document = openApi(version, baseUrl);
  router.get('/openapi.json', (_req, res) => { res.json(document); });
  router.get('/docs', (_req, res) => { res.type('html').send(page()); });
  return router;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

function page(): string {
  const rows = OPERATIONS.map((op) => `<tr><td><code>${op.method.toUpperCase()}</code></td><td><code>${escape(op.path)}</code></td><td>${escape(op.summary)}${op.open === true ? ' <em>(open)</em>' : ''}</td><td>${op.status}</td></tr>`).join('\n');
  return `<!doctype html><html lang="en-CA"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gouverne — API</title>
<style>body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#242424;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d1d1d1;vertical-align:top}code{font-family:Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}a{color:#0f548c}@media (prefers-color-scheme:dark){body{color:#fff;background:#1f1f1f}a{color:#9cf}th,td{border-color:#555}}</style></head>
<body><main><h1>Gouverne — API</h1><p>The whole contract, with every shape: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1). Errors are problem details (RFC 9457).</p>
<table><caption>Operations</caption><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What it does</th><th scope="col">Status</th></tr></thead><tbody>
${rows}
</tbody></table></main></body></html>`;
}
