// Passes /teams/… on to the local Microsoft 365, so that its Teams-like page and our tabs share one origin: teams-js then takes the
// page for its host without any change. Nothing of this exists against the real service.

import type { RequestHandler } from 'express';
import { request } from 'node:http';

export function passToLocalTeams(origin: string): RequestHandler {
  const target = new URL(origin);
  return (req, res) => {
    const passed = request({ host: target.hostname, port: target.port, method: req.method, path: req.originalUrl, headers: { ...req.headers, 'x-forwarded-host': req.headers.host, 'x-forwarded-proto': req.protocol } }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    passed.on('error', () => {
      if (res.headersSent) res.destroy();
      else res.status(503).type('text/plain').send('Le Microsoft 365 local ne répond pas. Relancer : npm start');
    });
    // A page that is closed ends its stream of events on the other side too.
    res.on('close', () => passed.destroy());
    req.pipe(passed);
  };
}
