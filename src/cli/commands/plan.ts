// `gouverne plan`: what applying a charter would change in Teams. Nothing is touched.
import { Plan } from '../../contract/provisioning.ts';
import type { PublicConfig } from '../../contract/public-config.ts';
import type { Api } from '../api.ts';
import { hasFaults, faultLines, planRequest, readCharter, type CharterText } from '../charter-file.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { ServerRefusal } from '../failures.ts';
import { authorityOf } from '../local-sign-in.ts';
import { countsLine, planLines } from '../plan-view.ts';
import { isLocal } from '../sign-in.ts';
import { waiting } from '../waiting.ts';

export async function plan(context: Context): Promise<ExitCode> {
  const charter = charterArgument(context);
  const { api, config } = await context.connect();
  const asked = await askPlan(context, api, charter);
  if (asked === null) return EXIT.faults;
  if (context.json) context.printJson(asked);
  else {
    showPlan(context, asked, charter, config);
    if (!asked.empty && asked.may.apply.ok && !context.quiet) context.out.lines(['', context.out.style.dim(context.words.plan.applyWith(applyCommand(context, charter)))]);
  }
  return context.options.has('detailed-exitcode') && !asked.empty ? EXIT.changes : EXIT.ok;
}

export const charterArgument = ({ world, words, arguments: typed }: Context): CharterText | null => (typed[0] === undefined ? null : readCharter(world, typed[0], words));

/** Null when the charter has faults: they have been printed. */
export async function askPlan(context: Context, api: Api, charter: CharterText | null): Promise<Plan | null> {
  try {
    return await waiting(context, context.words.plan.reading, api.post('/api/plan', planRequest(charter, context.options.values('committee')), Plan, { repeatable: true }));
  } catch (error) {
    if (charter === null || !(error instanceof ServerRefusal) || !hasFaults(error.problem)) throw error;
    if (context.json) context.printJson(error.problem);
    else context.err.lines(faultLines(error.problem, charter, context.words, context.err.style, context.err.columns));
    return null;
  }
}

export function showPlan(context: Context, shown: Plan, charter: CharterText | null, config: PublicConfig): void {
  const { out, words, quiet, options } = context;
  if (quiet) { out.line(countsLine(shown, words)); return; }
  // https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent: the tenant-wide consent page of an application.
  const consentUrl = isLocal(config) ? null : `${authorityOf(config)}/adminconsent?client_id=${config.clientId}`;
  out.lines(planLines(shown, { words, paint: out.style, columns: out.columns, all: options.has('all'), source: charter?.path ?? null, consentUrl }));
}

/** The same scope that was planned, ready to be pasted. */
function applyCommand({ options }: Context, charter: CharterText | null): string {
  const quoted = charter === null ? [] : [/^[\w./\\:-]+$/.test(charter.path) ? charter.path : JSON.stringify(charter.path)];
  return ['gouverne apply', ...quoted, ...options.values('committee').map((id) => `--committee ${id}`)].join(' ');
}
