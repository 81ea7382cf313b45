// A Gouverne server that answers what a test tells it to, typed by the contracts, with the sign-in of a local Microsoft 365 beside it.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CharterFile } from '../../src/contract/charter-file.ts';
import type { Me } from '../../src/contract/committees.ts';
import type { Problem } from '../../src/contract/common.ts';
import type { JournalProof } from '../../src/contract/journal.ts';
import type { Doctor, Drift, DriftResolved, Plan, Run } from '../../src/contract/provisioning.ts';
import type { PublicConfig } from '../../src/contract/public-config.ts';

/** A reply, or a refusal: anything with a `status` and a `title` goes out as problem details. */
type Reply<Shape> = Shape | Problem;

export interface Script {
  config: Partial<PublicConfig>;
  me: Reply<Me>;
  /** Each call takes the next one; the last one stays. */
  plans: Reply<Plan>[];
  apply: Reply<Run>;
  /** The run as seen by each GET, and by each event. */
  runs: Reply<Run>[];
  latest: Reply<Run> | null;
  stream: boolean;
  drift: Reply<Drift>;
  resolved: Reply<DriftResolved>;
  doctor: Reply<Doctor>;
  charter: Reply<CharterFile>;
  proof: Reply<JournalProof>;
  /** Called before each answer: true when it answered, or cut the connection, itself. */
  meddle: (request: Seen, response: ServerResponse) => boolean;
  /** Added to the Date header. */
  clockOffsetMs: number;
  knownPeople: string[];
}

export interface Seen { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: unknown; readonly form: URLSearchParams }

export interface FakeGouverne {
  readonly url: string;
  readonly script: Script;
  readonly seen: Seen[];
  /** Requests to the API, as « POST /api/plan ». */
  asked(): string[];
  close(): Promise<void>;
}

const TENANT_ID = '6f0d2c1e-9a1b-4c7d-8e21-0a6f3b5c9d10';
const problem = (status: number, code: string, detail: string): Problem => ({ type: 'about:blank', title: code, status, code, detail });
const isProblem = (value: object): value is Problem => 'status' in value && 'title' in value && 'code' in value;

export async function fakeGouverne(script: Partial<Script> = {}): Promise<FakeGouverne> {
  const seen: Seen[] = [];
  const challenges = new Map<string, string>();
  const lived: Script = {
    config: {}, me: problem(404, 'unexpected', 'me'), plans: [], apply: problem(404, 'unexpected', 'apply'), runs: [], latest: null, stream: true,
    drift: problem(404, 'unexpected', 'drift'), resolved: problem(404, 'unexpected', 'resolved'), doctor: problem(404, 'unexpected', 'doctor'), charter: problem(404, 'unexpected', 'charter'),
    proof: problem(404, 'unexpected', 'proof'), meddle: () => false, clockOffsetMs: 0, knownPeople: ['secretariat.telesante.msss@rqt.example', 'coordination.cct-chum@rqt.example'],
    ...script,
  };
  const next = <T>(queue: T[]): T | undefined => (queue.length > 1 ? queue.shift() : queue[0]);

  const send = (response: ServerResponse, value: object | null | undefined, status = 200): void => {
    const body = value ?? problem(404, 'unknown', 'Rien ici.');
    const failed = isProblem(body);
    response.writeHead(failed ? body.status : status, { 'content-type': failed ? 'application/problem+json' : 'application/json' }).end(JSON.stringify(body));
  };

  const api = (request: Seen, response: ServerResponse): void => {
    const path = new URL(request.path, url()).pathname;
    if (path !== '/api/config' && request.headers.authorization !== 'Bearer le-jeton') { send(response, problem(401, 'not-signed-in', 'Connectez-vous.')); return; }
    const events = /^\/api\/runs\/[^/]+\/events$/.test(path);
    if (events && lived.stream) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': en vie\n\n');
      while (lived.runs.length > 0) response.write(`event: run\ndata: ${JSON.stringify(lived.runs.shift())}\n\n`);
      response.end();
      return;
    }
    switch (`${request.method} ${path}`) {
      case 'GET /api/config': send(response, { tenant: 'local', tenantId: TENANT_ID, authority: `${url()}/entra/${TENANT_ID}`, clientId: 'gouverne-app', scope: 'api://localhost/gouverne-app/access_as_user', appId: 'manifest-id', baseUrl: url(), version: '0.1.0', ...lived.config } satisfies PublicConfig); return;
      case 'GET /api/me': send(response, lived.me); return;
      case 'POST /api/plan': send(response, next(lived.plans)); return;
      case 'POST /api/apply': send(response, lived.apply, 202); return;
      case 'GET /api/runs/latest': send(response, lived.latest); return;
      case 'POST /api/drift': send(response, lived.drift); return;
      case 'POST /api/drift/resolve': send(response, lived.resolved); return;
      case 'GET /api/doctor': send(response, lived.doctor); return;
      case 'GET /api/charter': send(response, lived.charter); return;
      case 'GET /api/journal/verify': send(response, lived.proof); return;
      default: send(response, path.startsWith('/api/runs/') && !events ? next(lived.runs) : null);
    }
  };

  /** Strict where the flow is: response type, redirect, state, PKCE and its verifier, the application's secret. */
  const entra = (request: Seen, response: ServerResponse): void => {
    const at = new URL(request.path, url());
    const base = `${url()}/entra/${TENANT_ID}`;
    if (at.pathname.endsWith('/v2.0/.well-known/openid-configuration')) {
      send(response, { issuer: `${base}/v2.0`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, token_endpoint: `${base}/oauth2/v2.0/token` });
    } else if (at.pathname.endsWith('/oauth2/v2.0/authorize')) {
      const asked = at.searchParams;
      const back = new URL(asked.get('redirect_uri') ?? 'http://nowhere');
      back.searchParams.set('state', asked.get('state') ?? '');
      const well = asked.get('response_type') === 'code' && asked.get('prompt') === 'none' && asked.get('code_challenge_method') === 'S256' && asked.get('client_id') === 'gouverne-app';
      if (!well) back.searchParams.set('error', 'invalid_request');
      else if (!lived.knownPeople.includes(asked.get('login_hint') ?? '')) { back.searchParams.set('error', 'login_required'); back.searchParams.set('error_description', 'AADSTS50034: The user account does not exist. Trace ID: 1'); }
      else { challenges.set('un-code', asked.get('code_challenge') ?? ''); back.searchParams.set('code', 'un-code'); }
      response.writeHead(302, { location: back.href }).end();
    } else {
      const { form } = request;
      const verified = form.get('grant_type') === 'authorization_code' && createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') === challenges.get(form.get('code') ?? '');
      const application = form.get('grant_type') === 'client_credentials' && form.get('client_secret') === 'bon-secret' && form.get('scope') === 'api://localhost/gouverne-app/.default';
      const ok = verified || application;
      response.writeHead(ok ? 200 : 400, { 'content-type': 'application/json' })
        .end(JSON.stringify(ok ? { token_type: 'Bearer', access_token: 'le-jeton', expires_in: 3600 } : { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: 1' }));
    }
  };

  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const json = (message.headers['content-type'] ?? '').includes('json');
      const request: Seen = { method: message.method ?? '', path: message.url ?? '', headers: message.headers, body: json && text !== '' ? JSON.parse(text) as unknown : undefined, form: new URLSearchParams(json ? '' : text) };
      seen.push(request);
      response.setHeader('date', new Date(Date.now() + lived.clockOffsetMs).toUTCString());
      if (lived.meddle(request, response)) return;
      if (request.path.startsWith('/entra/')) entra(request, response);
      else api(request, response);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url(),
    script: lived,
    seen,
    asked: () => seen.filter((request) => request.path.startsWith('/api/') && request.path !== '/api/config').map((request) => `${request.method} ${request.path}`),
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
