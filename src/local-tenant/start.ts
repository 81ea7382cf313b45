// Starts the stand-in Microsoft 365: one HTTP server with everything on one origin, and, where asked, one more port per service at that service's real root.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectorRoutes } from './connector/routes.ts';
import { openTenant, type ServiceUrls, type TenantContext } from './context.ts';
import { controlRoutes } from './control/routes.ts';
import { entraRoutes } from './entra/routes.ts';
import { openNotifications } from './graph/notifications.ts';
import { graphRoutes } from './graph/routes.ts';
import { hostRoutes } from './host/routes.ts';
import { botFrameworkRoutes } from './entra/bot-framework.ts';
import { BadBody, json, readRequest, under, writeReply, type Handler, type TenantRequest } from './http.ts';
import { tenantOptions, type TenantOptions } from './options.ts';
import { seedTenant } from './seed.ts';
import type { Service } from './faults.ts';

export interface StartOptions extends Partial<TenantOptions> {
  /** 0: any free port. */
  port?: number;
  host?: string;
  /** Extra listeners, each with one service at its root. */
  ports?: Partial<Record<Service, number>>;
  /** A seed (see seed.ts) or the path of a seed file. */
  seed?: string | object;
}

export interface LocalTenant {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly ports: Partial<Record<Service | 'all', number>>;
  /** For tests and the bench that run it in their own process. */
  readonly context: TenantContext;
  close(): Promise<void>;
}

/** The region that the stand-in's connector answers under; any other is taken too. */
export const REGION = 'ca';

/** Real names, when something in front terminates TLS and passes them on. */
const SERVICE_OF_HOST: Record<string, Service> = {
  'login.microsoftonline.com': 'login', 'login.windows.net': 'login', 'login.microsoft.com': 'login', 'sts.windows.net': 'login',
  'graph.microsoft.com': 'graph', 'smba.trafficmanager.net': 'connector', 'login.botframework.com': 'botframework', 'teams.microsoft.com': 'teams',
};

export async function startLocalTenant(given: StartOptions = {}): Promise<LocalTenant> {
  const host = given.host ?? '127.0.0.1';
  const urls: ServiceUrls = { login: '', graph: '', connector: '', botframework: '', teams: '' };
  const ctx = await openTenant(tenantOptions(given), urls);
  try {
    if (given.seed !== undefined) await seedTenant(ctx, given.seed);
  } catch (error) {
    ctx.close();
    throw error;
  }
  const services: Record<Service, Handler> = { login: entraRoutes(ctx), graph: graphRoutes(ctx), connector: connectorRoutes(ctx), botframework: botFrameworkRoutes(ctx), teams: hostRoutes(ctx) };
  const notifications = openNotifications(ctx);
  const control = controlRoutes(ctx, notifications);
  const everything: Handler = (request) => {
    const named = SERVICE_OF_HOST[request.url.hostname];
    if (named !== undefined && !request.path.startsWith('/_control')) return services[named](request);
    const first = request.path.split('/', 2)[1] ?? '';
    if (first === '_control') return control(under(request, request.path.slice('/_control'.length)));
    if (first === 'connector' || first === 'botframework' || first === 'teams') return services[first](under(request, request.path.slice(first.length + 1)));
    if (first === 'v1.0' || first === 'beta') return services.graph(request);
    if (first === '') return json(200, { name: 'Microsoft 365 local', tenantId: ctx.tenant().id, services: urls });
    return services.login(request);
  };

  const servers: Server[] = [];
  const ports: Partial<Record<Service | 'all', number>> = {};
  const listen = async (handler: Handler, port: number): Promise<number> => {
    const server = createServer((raw, response) => {
      const request = readRequest(raw);
      // Every answer tells the tenant's own time, as the service's do: that is how a client learns that its clock is off.
      response.setHeader('date', ctx.clock.date().toUTCString());
      answer(ctx, handler, request)
        .then((reply) => writeReply(response, reply))
        .catch((error: unknown) => { ctx.log('http', String(error)); response.destroy(); });
    });
    // A client that keeps its connections must not be cut off between two requests of a slow run.
    server.keepAliveTimeout = 65_000;
    await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(port, host, () => { server.off('error', reject); resolve(); }); });
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  try {
    ports.all = await listen(everything, given.port ?? 0);
    for (const [service, port] of Object.entries(given.ports ?? {}) as [Service, number][]) ports[service] = await listen(services[service], port);
  } catch (error) {
    notifications.close();
    await Promise.all(servers.map(stop));
    ctx.close();
    throw error;
  }
  const url = `http://${host}:${ports.all}`;
  const base = (service: Service, path: string) => (ports[service] === undefined ? `${url}${path}` : `http://${host}:${ports[service]}`);
  Object.assign(urls, { login: base('login', ''), graph: base('graph', ''), connector: `${base('connector', '/connector')}/${REGION}`, botframework: base('botframework', '/botframework'), teams: base('teams', '/teams') } satisfies ServiceUrls);
  ctx.world.start();
  let closed: Promise<void> | undefined;
  const shutDown = async () => {
    notifications.close();
    await Promise.all(servers.map(stop));
    ctx.close();
  };
  return { url, ports, context: ctx, close: () => (closed ??= shutDown()) };
}

async function answer(ctx: TenantContext, handler: Handler, request: TenantRequest) {
  try {
    return await handler(request);
  } catch (error) {
    if (error instanceof BadBody) return json(400, { error: { code: 'BadRequest', message: error.message } });
    ctx.log('http', `${request.method} ${request.path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return json(500, { error: { code: 'InternalServerError', message: `The stand-in failed: ${error instanceof Error ? error.message : String(error)}` } });
  }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
