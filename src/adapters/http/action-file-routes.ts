// Actions as files: a list exported for Excel, a CSV file judged and then imported. An import is all of its rows or none.

import { Router, type Response } from 'express';
import { ActionImport, ActionQuery, type ActionImported } from '../../contract/actions.ts';
import type { ActionFilter } from '../../features/actions/ports.ts';
import type { Action } from '../../features/actions/domain/action.ts';
import { readActionFile, type TableFault, type TableFile } from '../../features/actions/domain/read-action-file.ts';
import { mayKeepActions } from '../../features/actions/domain/permissions.ts';
import { createActions, personBehind } from '../../features/actions/use-cases/act-on-action.ts';
import { whenThere } from '../../features/actions/use-cases/announce.ts';
import { filterFor } from '../../features/actions/use-cases/read-actions.ts';
import { fileRefusal, rowFault } from '../../features/actions/words-file.ts';
import { priorityWords, stateWords } from '../../features/actions/words.ts';
import { say, type Text } from '../../shared/language.ts';
import { actorOf, askedOf, insist, nameIn, type ActionRoutesDeps } from './action-routes.ts';
import { actionViews } from './action-views.ts';
import { seenCommittee, type Reading } from './network.ts';
import { HttpProblem } from './problem.ts';

export interface Sheet { readonly name: string; readonly columns: readonly { readonly title: string; readonly width: number }[]; readonly rows: readonly (readonly (string | number | null)[])[] }

export interface ActionFileRoutesDeps extends ActionRoutesDeps {
  readonly readTable: (bytes: Uint8Array) => TableFile | TableFault;
  readonly csvFile: (rows: readonly (readonly (string | number | null)[])[]) => string;
  readonly spreadsheet: (sheets: readonly Sheet[]) => Promise<Buffer>;
}

const PREVIEWED = 100;
const MOST_ERRORS = 200;
const EXPORTED = 20_000;
const PAGE = 1000;

export function actionFileRoutes(deps: ActionFileRoutesDeps): Router {
  const router = Router();
  const { read, today, actions } = deps;
  const create = createActions(deps);

  router.get('/actions/export', async (req, res) => {
    const format = formatOf(req.query['format']);
    const asked = ActionQuery.parse(req.query);
    const reading = await read(res);
    const found = await all(filterFor(reading.roles, askedOf(asked, asked.owner === 'me', reading), today()));
    const sheet = actionSheet(found, reading, today());
    await sendFile(res, format, `${say({ fr: 'actions', en: 'actions' }, reading.language)}-${today()}`, [sheet], deps);
  });

  const all = async (filter: ActionFilter): Promise<Action[]> => {
    const found: Action[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await actions.list(filter, { cursor, limit: PAGE });
      found.push(...page.actions);
      cursor = page.next;
      if (cursor === null || found.length >= EXPORTED) return found;
    }
  };

  router.post('/actions/import', async (req, res) => {
    const asked = ActionImport.parse(req.body);
    const reading = await read(res);
    const committee = seenCommittee(asked.committee, reading);
    insist(mayKeepActions(reading.roles, committee), reading);
    const by = actorOf(reading);
    const table = deps.readTable(Buffer.from(asked.file, 'base64'));
    const file = 'fault' in table ? table : readActionFile(reading.charter, committee, table, personBehind(by), whenThere(reading.charter, committee, deps.clock.now()));
    if ('fault' in file) throw new HttpProblem(422, `file-${file.fault}`, fileRefusal(file), { errors: [{ field: 'file', line: 'line' in file ? file.line : null, column: null, code: file.fault, message: say(fileRefusal(file), reading.language), remedy: '' }] });
    const sentence = (text: Text): string => say(text, reading.language);
    const { ownerView } = actionViews(reading, today());
    // One row that is wrong and nothing is made: half an import is the worst to mend.
    const created = asked.dryRun || file.errors.length > 0 ? [] : await create(file.rows.map(({ action }) => action), by);
    res.json({
      rows: file.rows.length + file.errors.length, created: created.length,
      preview: file.rows.slice(0, PREVIEWED).map(({ line, action }) => ({ line, title: action.title, owner: action.owner === null ? null : ownerView(action.owner).label, due: action.due, priority: action.priority })),
      errors: file.errors.slice(0, MOST_ERRORS).map(({ line, column, fault }) => ({ line, column, message: sentence(rowFault(fault, nameIn(reading))) })),
      ignored: [...file.ignored],
    } satisfies ActionImported);
  });
  return router;
}

const formatOf = (asked: unknown): 'csv' | 'xlsx' => {
  if (asked === undefined || asked === 'xlsx') return 'xlsx';
  if (asked === 'csv') return 'csv';
  throw new HttpProblem(422, 'format', { fr: 'Formats offerts : csv et xlsx.', en: 'Formats offered: csv and xlsx.' });
};

export function actionSheet(actions: readonly Action[], reading: Reading, today: string): Sheet {
  const { naming } = reading;
  const { row } = actionViews(reading, today);
  const titled = (fr: string, en: string, width: number) => ({ title: naming.say({ fr, en }), width });
  return {
    name: naming.say({ fr: 'Actions', en: 'Actions' }),
    columns: [titled('Numéro', 'Number', 13), titled('Titre', 'Title', 60), titled('Instance', 'Committee', 16), titled('Responsable', 'Owner', 36), titled('Échéance', 'Due date', 12), titled('État', 'State', 12), titled('Jours de retard', 'Days late', 10), titled('Raison du blocage', 'Reason of the blocking', 40), titled('Priorité', 'Priority', 12), titled('Reports', 'Postponements', 9), titled('Décision', 'Decision', 14), titled('Projet', 'Project', 14), titled('Terminée le', 'Closed on', 12)],
    rows: actions.map((action) => {
      const of = row(action);
      return [of.id, of.title, of.committee.acronym, of.owner?.label ?? null, of.due, naming.say(stateWords[of.state]), of.lateDays, of.blocked, naming.say(priorityWords[of.priority]), of.postponed, of.decision, of.project, of.closedOn];
    }),
  };
}

const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

export async function sendFile(res: Response, format: 'csv' | 'xlsx', name: string, sheets: readonly Sheet[], { csvFile, spreadsheet }: Pick<ActionFileRoutesDeps, 'csvFile' | 'spreadsheet'>): Promise<void> {
  res.attachment(`${name}.${format}`).type(TYPES[format]);
  const [first] = sheets;
  if (format === 'csv' && first !== undefined) res.send(csvFile([first.columns.map(({ title }) => title), ...first.rows]));
  else res.send(await spreadsheet(sheets));
}

