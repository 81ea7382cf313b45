// The register as a file for Excel: what a list shows, with the texts, as far as the reader may know it.

import { Router } from 'express';
import { DecisionExportQuery } from '../../contract/decisions.ts';
import { textNow } from '../../features/decisions/domain/record-decision.ts';
import { standingOf, takenOn, type RegisteredDecision } from '../../features/decisions/domain/registered-decision.ts';
import { readRegister, type SeenLine } from '../../features/decisions/use-cases/read-decisions.ts';
import { kindWords, quorumWords, standingWords, voteWords } from '../../features/decisions/words.ts';
import { sendFile, type ActionFileRoutesDeps, type Sheet } from './action-file-routes.ts';
import { askedOf, type DecisionRoutesDeps } from './decision-routes.ts';
import type { Reading } from './network.ts';

export interface DecisionFileRoutesDeps extends DecisionRoutesDeps, Pick<ActionFileRoutesDeps, 'csvFile' | 'spreadsheet'> {}

const EXPORTED = 20_000;
const PAGE = 500;

export function decisionFileRoutes(deps: DecisionFileRoutesDeps): Router {
  const router = Router();
  const register = readRegister(deps);
  router.get('/decisions/export', async (req, res) => {
    const { format, ...query } = DecisionExportQuery.parse(req.query);
    const reading = await deps.read(res);
    const today = deps.today();
    const asked = askedOf(query, reading);
    const found: SeenLine<RegisteredDecision>[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof register>> = await register(reading.roles, asked, { cursor, limit: PAGE }, today);
      found.push(...page.lines);
      cursor = page.next;
    } while (cursor !== null && found.length < EXPORTED);
    await sendFile(res, format, `${reading.naming.say({ fr: 'decisions', en: 'decisions' })}-${today}`, [decisionSheet(found, reading, today)], deps);
  });
  return router;
}

function decisionSheet(lines: readonly SeenLine<RegisteredDecision>[], { naming, charter }: Reading, today: string): Sheet {
  const titled = (fr: string, en: string, width: number) => ({ title: naming.say({ fr, en }), width });
  const acronyms = new Map<string, string>(charter.committees.map(({ id, acronym }) => [id, acronym]));
  return {
    name: naming.say({ fr: 'Décisions', en: 'Decisions' }),
    columns: [
      titled('Numéro', 'Number', 13), titled('Numéro de l’instance', 'Committee’s number', 20), titled('Instance', 'Committee', 16), titled('Type', 'Kind', 16), titled('Prise le', 'Taken on', 12), titled('Titre', 'Title', 50), titled('Texte inscrit', 'Text as recorded', 80), titled('Texte avec correctifs', 'Text as amended', 60),
      titled('Vote', 'Vote', 34), titled('Quorum', 'Quorum', 40), titled('Huis clos', 'In camera', 10), titled('État', 'Standing', 14), titled('Remplacée par', 'Superseded by', 14), titled('À revoir le', 'To review on', 12),
      titled('Actions ouvertes', 'Open actions', 10), titled('Actions en retard', 'Late actions', 10), titled('Actions terminées', 'Completed actions', 10), titled('Établissements', 'Institutions', 14), titled('Appliquée', 'Applied', 10),
    ],
    rows: lines.map(({ line, execution, seesNext }) => [
      line.id, line.number, acronyms.get(line.committee) ?? line.committee, naming.say(kindWords[line.kind]), takenOn(line), line.title, line.text, line.amendments.length === 0 ? null : textNow(line),
      naming.say(voteWords(line.vote)), naming.say(quorumWords(line.quorum)), line.inCamera ? naming.say({ fr: 'Oui', en: 'Yes' }) : null, naming.say(standingWords[standingOf(line, today)]), seesNext ? line.supersededBy : null, line.reviewOn,
      execution.open, execution.late, execution.done, line.reach.asked, line.reach.applied,
    ]),
  };
}
