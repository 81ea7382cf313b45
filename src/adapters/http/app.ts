// The one HTTP server: the API, the tabs' files, the bot's endpoint, and on a laptop the local Teams under the same origin.

import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicConfig } from '../../contract/public-config.ts';
import type { Log } from '../../shared/log.ts';
import { asked, languageOfReply } from './caller.ts';
import { errorEdge, notFound } from './problem.ts';

export interface AppDeps {
  readonly log: Log;
  readonly config: PublicConfig;
  readonly authenticate: RequestHandler;
  /** What nothing may pass: it sees each request below /api once it is known who sends it. */
  readonly guard: RequestHandler;
  /** Routes behind sign-in, under /api. */
  readonly routes: readonly Router[];
  /** Routes without sign-in, under /api: the API's description, where Graph tells of changes. */
  readonly openRoutes: readonly Router[];
  /** Addresses that are a secret of their own. */
  readonly secretRoutes: Router;
  /** POST /api/messages; it checks the Bot Framework's token itself. */
  readonly bot: RequestHandler | null;
  /** The built tabs. */
  readonly tabsDir: string;
  /** Where the local Teams is served from; null against the real service. */
  readonly localTeams: RequestHandler | null;
  /** Resolves when the server can answer: its database does. */
  readonly ready: () => Promise<boolean>;
}

/** Who may frame a tab. Source: "Tab prerequisites" (Teams, Outlook and Microsoft 365 hosts). */
const TEAMS_FRAMES = ['https://teams.microsoft.com', 'https://*.teams.microsoft.com', 'https://teams.cloud.microsoft', 'https://*.cloud.microsoft', 'https://*.office.com', 'https://outlook.office.com', 'https://outlook.office365.com', 'https://*.microsoft365.com'];

export function httpApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  // Behind Container Apps or App Service one proxy stands in front.
  app.set('trust proxy', 1);
  app.use((req, res, next) => {
    const id = randomUUID();
    res.locals['requestId'] = id;
    // Also a refusal to sign in is told in the language of the screen that asks.
    res.locals['language'] = asked(req);
    res.set('X-Request-Id', id);
    next();
  });

  // The local Teams sends its own headers, and streams: it comes before everything that reads or rewrites.
  if (deps.localTeams !== null) app.use('/teams', deps.localTeams);
  app.use(securityHeaders(deps.localTeams !== null));

  app.get('/healthz', async (_req, res) => { const ok = await deps.ready(); res.status(ok ? 200 : 503).json({ ok }); });
  app.get('/', (_req, res) => { res.redirect(302, deps.localTeams === null ? '/tabs/home' : '/teams/'); });

  if (deps.bot !== null) app.post('/api/messages', express.json({ limit: '1mb' }), deps.bot);
  app.use(deps.secretRoutes);
  app.use('/api', noStore);
  app.get('/api/config', (_req, res) => { res.json(deps.config); });
  for (const router of deps.openRoutes) app.use('/api', router);
  // Nothing is read of a request before it is known who sends it.
  app.use('/api', deps.authenticate, express.json({ limit: '5mb' }), deps.guard, ...deps.routes);

  app.use('/tabs', tabs(deps.tabsDir));
  app.use(notFound);
  app.use(errorEdge(deps.log, languageOfReply));
  return app;
}

const noStore: RequestHandler = (_req, res, next) => { res.set('Cache-Control', 'no-store'); next(); };

function securityHeaders(local: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Fluent inserts its rules through the CSSOM into an empty <style>: only that one is let in, by the hash of nothing.
        styleSrc: ["'self'", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'https://res.cdn.office.net'],
        // teams-js asks Microsoft's list of hosts once; it works without.
        connectSrc: ["'self'", 'https://res.cdn.office.net'],
        frameAncestors: ["'self'", ...TEAMS_FRAMES],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // frame-ancestors says it, and better: X-Frame-Options knows no list.
    frameguard: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: local ? false : { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Hashed files are kept for a year, the page itself is asked for each time. Every path below /tabs is one page. */
function tabs(dir: string): Router {
  const router = express.Router();
  router.use('/assets', express.static(join(dir, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  router.use(express.static(dir, { index: false, maxAge: 0 }));
  router.get('/{*path}', (_req, res) => {
    const page = join(dir, 'index.html');
    if (!existsSync(page)) { res.status(503).type('text/plain').send('Les pages ne sont pas construites : npm run build'); return; }
    res.set('Cache-Control', 'no-cache').type('html').send(readFileSync(page));
  });
  return router;
}
