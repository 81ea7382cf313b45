// The one error edge of the HTTP API: problem details (RFC 9457) in the reader's language, with what to do next. A fault of ours is
// logged with its request id and told without its insides.

import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ZodError, type z } from 'zod';
import type { Problem } from '../../contract/common.ts';
import { say, type Language, type Text } from '../../shared/language.ts';
import type { Log } from '../../shared/log.ts';

type FieldError = NonNullable<Problem['errors']>[number];

/** An answer other than success, in sentences. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly code: string;
  readonly detail: Text;
  readonly remedy: Text | null;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
  constructor(status: number, code: string, detail: Text, more: { remedy?: Text; errors?: readonly FieldError[]; retryAfterSeconds?: number } = {}) {
    super(detail.en ?? detail.fr);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.remedy = more.remedy ?? null;
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

const TITLES: Readonly<Record<number, Text>> = {
  400: { fr: 'Demande mal formée', en: 'Malformed request' },
  401: { fr: 'Connexion requise', en: 'Sign-in required' },
  403: { fr: 'Geste non permis', en: 'Not allowed' },
  404: { fr: 'Introuvable', en: 'Not found' },
  409: { fr: 'Ce n’est plus vrai', en: 'No longer true' },
  413: { fr: 'Trop volumineux', en: 'Too large' },
  422: { fr: 'À corriger', en: 'To be corrected' },
  429: { fr: 'Trop de demandes', en: 'Too many requests' },
  500: { fr: 'Erreur de Gouverne', en: 'Gouverne error' },
  502: { fr: 'Microsoft 365 refuse', en: 'Microsoft 365 refuses' },
  503: { fr: 'Momentanément indisponible', en: 'Temporarily unavailable' },
};

export const notFound: RequestHandler = (req) => {
  throw new HttpProblem(404, 'not-found', { fr: `Il n’y a rien à l’adresse ${req.path}.`, en: `There is nothing at ${req.path}.` });
};

export const errorEdge = (log: Log, languageOf: (res: Response) => Language): ErrorRequestHandler => (error: unknown, req, res, next) => {
  if (res.headersSent) { next(error); return; }
  const language = languageOf(res);
  const problem = problemOf(error, language);
  if (problem.status >= 500) log.error('http', { request: res.locals['requestId'] as string, path: req.path, error });
  const body: Problem = {
    type: `urn:gouverne:problem:${problem.code}`,
    title: say(TITLES[problem.status] ?? TITLES[problem.status < 500 ? 400 : 500]!, language),
    status: problem.status,
    code: problem.code,
    detail: say(problem.detail, language),
    instance: `urn:uuid:${res.locals['requestId'] as string}`,
    ...(problem.remedy === null ? {} : { remedy: say(problem.remedy, language) }),
    ...(problem.errors.length === 0 ? {} : { errors: [...problem.errors] }),
  };
  if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer');
  if (problem.retryAfterSeconds !== null) res.set('Retry-After', String(problem.retryAfterSeconds));
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
};

const SHAPES: Readonly<Record<string, Text>> = { string: { fr: 'un texte', en: 'a text' }, number: { fr: 'un nombre', en: 'a number' }, int: { fr: 'un nombre entier', en: 'a whole number' }, boolean: { fr: 'vrai ou faux', en: 'true or false' }, array: { fr: 'une liste', en: 'a list' }, object: { fr: 'un objet', en: 'an object' } };

/** Where a request leaves the contract, in words: zod's own are English. */
function issueSentence(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'invalid_type') {
    if (/received undefined/.test(issue.message)) return { fr: 'Ce champ manque.', en: 'This field is missing.' };
    const shape = SHAPES[issue.expected] ?? { fr: issue.expected };
    return { fr: `Il faut ${shape.fr}.`, en: `This must be ${shape.en ?? shape.fr}.` };
  }
  if (issue.code === 'too_big') return { fr: `Au plus : ${String(issue.maximum)}.`, en: `At most: ${String(issue.maximum)}.` };
  if (issue.code === 'too_small') return { fr: `Au moins : ${String(issue.minimum)}.`, en: `At least: ${String(issue.minimum)}.` };
  if (issue.code === 'invalid_value') return { fr: `Valeurs admises : ${issue.values.map(String).join(', ')}.`, en: `Accepted values: ${issue.values.map(String).join(', ')}.` };
  return { fr: 'Cette valeur n’est pas admise.', en: 'This value is not accepted.' };
}

/** What a thrown thing means for the caller. Graph's and Entra's faults are told by kind, their messages are for the log. */
function problemOf(error: unknown, language: Language): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof ZodError) {
    return new HttpProblem(400, 'malformed', { fr: 'La demande ne suit pas le contrat de l’API.', en: 'The request does not follow the API contract.' }, {
      remedy: { fr: 'Voir la description de l’API à /api/docs.', en: 'See the API description at /api/docs.' },
      errors: error.issues.map((issue) => ({ field: issue.path.join('.'), line: null, column: null, code: issue.code, message: say(issueSentence(issue), language), remedy: '' })),
    });
  }
  const { kind, status, type } = error as { kind?: string; status?: number; type?: string };
  if (type === 'entity.too.large') return new HttpProblem(413, 'too-large', { fr: 'Ce qui est envoyé dépasse 5 Mo.', en: 'What was sent exceeds 5 MB.' });
  if (type === 'entity.parse.failed') return new HttpProblem(400, 'not-json', { fr: 'Le corps de la demande n’est pas du JSON.', en: 'The request body is not JSON.' });
  if (kind === 'forbidden') return new HttpProblem(502, 'graph-forbidden', { fr: 'Microsoft 365 refuse à Gouverne ce qu’il faut pour répondre : une autorisation manque.', en: 'Microsoft 365 denies Gouverne what it needs in order to answer: a permission is missing.' }, { remedy: { fr: 'Le diagnostic nomme l’autorisation et qui l’accorde.', en: 'The diagnostic names the permission and who grants it.' } });
  if (kind === 'unauthenticated') return new HttpProblem(502, 'graph-unauthenticated', { fr: 'Gouverne ne parvient pas à s’identifier auprès de Microsoft 365.', en: 'Gouverne cannot sign in to Microsoft 365.' }, { remedy: { fr: 'L’administration vérifie le secret ou le certificat : voir le diagnostic.', en: 'The administrator checks the secret or certificate: see the diagnostic.' } });
  if (kind === 'unavailable' || kind === 'throttled' || kind === 'lost') return new HttpProblem(503, 'graph-unavailable', { fr: 'Microsoft 365 ne répond pas pour l’instant.', en: 'Microsoft 365 is not answering right now.' }, { remedy: { fr: 'Réessayer dans une minute. Rien n’a été perdu.', en: 'Try again in a minute. Nothing was lost.' }, retryAfterSeconds: 60 });
  if (status !== undefined && status >= 400 && status < 500) return new HttpProblem(status, 'refused', { fr: 'La demande est refusée.', en: 'The request is refused.' });
  return new HttpProblem(500, 'internal', { fr: 'Une erreur est survenue dans Gouverne.', en: 'Something went wrong in Gouverne.' }, { remedy: { fr: 'Réessayer; si cela se répète, transmettre le numéro de la demande à l’administration.', en: 'Try again; if it repeats, pass the request number on to the administrator.' } });
}
