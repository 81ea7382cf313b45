// Who is asking: a person of the charter, known by tenant and object id alone, or a pipeline by its application role. Every route
// behind this has a caller; what the caller may do is asked of the rules.

import type { Request, RequestHandler, Response } from 'express';
import type { Charter, Person } from '../../features/committees/domain/charter.ts';
import { entraId, type EntraId, type PersonId } from '../../shared/ids.ts';
import { DEFAULT_LANGUAGE, languageOf, type Language } from '../../shared/language.ts';
import { HttpProblem } from './problem.ts';

/** What the token says, once it was verified. */
export interface VerifiedToken { readonly kind: 'user' | 'app'; readonly oid: string; readonly clientId: string; readonly roles: readonly string[] }

export interface Caller {
  readonly kind: 'person' | 'application';
  /** Null: an account that the charter does not know, or an application. */
  readonly person: Person | null;
  readonly oid: EntraId;
  readonly clientId: string;
}

export interface CallerDeps {
  /** Throws `{ status: 401 | 403 }` for a bad token, and anything else when the keys cannot be had. */
  readonly verify: (token: string) => Promise<VerifiedToken>;
  readonly charter: () => Promise<Charter | null>;
  /** The person of the charter whose account this is. */
  readonly personOf: (oid: EntraId) => Promise<PersonId | null>;
  readonly languageOf: (person: PersonId) => Promise<Language>;
  /** Application role that lets a pipeline act. */
  readonly operatorRole: string;
}

export function authenticate(deps: CallerDeps): RequestHandler {
  return async (req, res, next) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(req.headers.authorization ?? '')?.[1];
    if (token === undefined) throw signIn('no-token');
    let verified: VerifiedToken;
    try {
      verified = await deps.verify(token);
    } catch (error) {
      const { status, reason } = error as { status?: number; reason?: string };
      if (status === 401) throw signIn(reason ?? 'invalid-token');
      if (status === 403) throw new HttpProblem(403, reason ?? 'token-refused', { fr: 'Ce jeton ne donne pas accès à Gouverne.', en: 'This token does not give access to Gouverne.' });
      // The keys of Entra ID cannot be had: our trouble, not the caller's.
      throw new HttpProblem(503, 'keys-unavailable', { fr: 'Gouverne ne peut pas vérifier votre identité pour l’instant.', en: 'Gouverne cannot check your identity right now.' }, { remedy: { fr: 'Réessayer dans un instant.', en: 'Try again in a moment.' }, retryAfterSeconds: 5 });
    }
    const oid = entraId(verified.oid);
    if (verified.kind === 'app') {
      if (!verified.roles.includes(deps.operatorRole)) throw new HttpProblem(403, 'no-role', { fr: `Cette application n’a pas le rôle ${deps.operatorRole}.`, en: `This application does not have the role ${deps.operatorRole}.` });
      setCaller(res, { kind: 'application', person: null, oid, clientId: verified.clientId }, asked(req) ?? DEFAULT_LANGUAGE);
    } else {
      const charter = await deps.charter();
      const id = charter === null ? null : await personOf(deps, oid);
      const person = charter?.persons.find((p) => p.id === id) ?? null;
      // The header is what the person's own screen or command line says; the stored choice is for everything else.
      setCaller(res, { kind: 'person', person, oid, clientId: verified.clientId }, asked(req) ?? (person === null ? DEFAULT_LANGUAGE : await deps.languageOf(person.id)));
    }
    next();
  };
}

/** The one consent without which nobody gets as far as the diagnostic: it is named here. */
async function personOf(deps: CallerDeps, oid: EntraId): Promise<PersonId | null> {
  try {
    return await deps.personOf(oid);
  } catch (error) {
    if ((error as { kind?: string }).kind !== 'forbidden') throw error;
    throw new HttpProblem(502, 'graph-forbidden', { fr: 'Gouverne ne peut pas vous reconnaître : l’autorisation User.Read.All de Microsoft Graph n’a pas reçu le consentement de l’organisation.', en: 'Gouverne cannot recognize you: the Microsoft Graph permission User.Read.All has not been consented to.' }, {
      remedy: { fr: 'L’administration d’Entra ID accorde le consentement : Applications d’entreprise > Gouverne > Autorisations > Accorder.', en: 'The Entra ID administrator grants consent: Enterprise applications > Gouverne > Permissions > Grant.' },
    });
  }
}

const signIn = (reason: string): HttpProblem => new HttpProblem(401, reason, { fr: 'Votre session n’est pas valide ou a expiré.', en: 'Your session is not valid or has expired.' }, { remedy: { fr: 'Se reconnecter : rouvrir l’onglet dans Teams, ou `gouverne login`.', en: 'Sign in again: reopen the tab in Teams, or `gouverne login`.' } });

/** Never Accept-Language: English is a choice, not a browser's setting (Charter of the French Language, s. 18.1). */
export const asked = (req: Request): Language | undefined => languageOf(req.get('Gouverne-Language'));

function setCaller(res: Response, caller: Caller, language: Language): void {
  res.locals['caller'] = caller;
  res.locals['language'] = language;
}
export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;
export const languageOfReply = (res: Response): Language => (res.locals['language'] as Language | undefined) ?? DEFAULT_LANGUAGE;
