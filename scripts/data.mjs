// npm run data -- copy FILE | load FILE: the data of DATABASE_URL, or of the embedded database in DATA_DIR (./data), as a file. See docs/operations.md.
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { copyLines, CopyRefused, readCopy, writeCopy } from '../src/adapters/store/data-copy.ts';
import { DataFault } from '../src/adapters/store/fault.ts';
import { openData } from '../src/adapters/store/open-data.ts';

const [verb, file, ...more] = process.argv.slice(2);
if ((verb !== 'copy' && verb !== 'load') || file === undefined || more.length > 0) {
  stop(8, 'npm run data -- copy FICHIER : écrit les données dans un fichier. npm run data -- load FICHIER : remplit une base vide.', 'npm run data -- copy FILE: writes the data to a file. npm run data -- load FILE: fills an empty database.');
}
if (verb === 'copy' && existsSync(file)) stop(8, `${file} existe déjà. Choisissez un autre nom.`, `${file} already exists. Choose another name.`);
if (verb === 'load' && !existsSync(file)) stop(8, `${file} n’existe pas.`, `${file} does not exist.`);

const url = process.env.DATABASE_URL || `${process.env.DATA_DIR || './data'}/db`;
if (verb === 'copy' && !url.startsWith('postgres') && !existsSync(url)) stop(1, `Il n’y a pas de données dans ${url}.`, `There are no data in ${url}.`);

let data;
try {
  data = await openData(url);
  const counts = verb === 'copy' ? await copy(data, file) : await readCopy(data, copyLines(createReadStream(file)));
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (verb === 'copy') say(`${rows} lignes écrites dans ${file}. Ce fichier contient des renseignements personnels.`, `${rows} rows written to ${file}. This file holds personal information.`);
  else say(`${rows} lignes chargées. Démarrez, puis : gouverne journal verify, gouverne drift.`, `${rows} rows loaded. Start, then: gouverne journal verify, gouverne drift.`);
} catch (error) {
  if (error instanceof DataFault) stop(1, `${error.said.fr} ${error.remedy.fr}`, `${error.said.en} ${error.remedy.en}`);
  if (error instanceof CopyRefused) stop(1, ...refused(error.refusal));
  throw error;
} finally {
  await data?.close();
}

/** Written aside and renamed: a copy that was cut short never passes for a whole one. Readable by its owner only. */
async function copy(from, path) {
  const aside = `${path}.part`;
  const out = createWriteStream(aside, { mode: 0o600 });
  try {
    await once(out, 'open');
    const counts = await writeCopy(from, new Date(), async (line) => { if (!out.write(line)) await once(out, 'drain'); });
    out.end();
    await once(out, 'finish');
    renameSync(aside, path);
    return counts;
  } catch (error) {
    out.destroy();
    rmSync(aside, { force: true });
    throw error;
  }
}

function refused(refusal) {
  switch (refusal.why) {
    case 'run-under-way': return ['Une exécution est en cours. Attendez sa fin (gouverne status --follow), puis recommencez.', 'A run is under way. Wait for its end (gouverne status --follow), then try again.'];
    case 'not-empty': return [`La base n’est pas vide (${refusal.table}). Rien n’a été changé; choisissez une base vide.`, `The database is not empty (${refusal.table}). Nothing was changed; choose an empty one.`];
    case 'other-version': return ['Le fichier vient d’une autre version de Gouverne. Chargez-le avec celle qui l’a écrit, puis mettez à niveau.', 'The file comes from another version of Gouverne. Load it with the one that wrote it, then upgrade.'];
    case 'not-a-copy': return [`La ligne ${refusal.line} n’est pas celle d’une copie de Gouverne. Rien n’a été changé.`, `Line ${refusal.line} is not that of a copy made by Gouverne. Nothing was changed.`];
    default: return ['Le fichier est incomplet. Rien n’a été changé; refaites la copie.', 'The file is incomplete. Nothing was changed; make the copy again.'];
  }
}

function say(fr, en) { console.log(process.env.GOUVERNE_LANG?.startsWith('en') ? en : fr); }
function stop(code, fr, en) {
  console.error(process.env.GOUVERNE_LANG?.startsWith('en') ? en : fr);
  process.exit(code);
}
