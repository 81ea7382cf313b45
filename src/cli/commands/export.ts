// `gouverne export`: the charter in force as a file, with the committees created in Gouverne and the changes that were adopted.
import { CharterFile } from '../../contract/charter-file.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Usage } from '../failures.ts';

export async function exportCharter(context: Context): Promise<ExitCode> {
  const { words, options, world, out, err, json, quiet } = context;
  const path = options.value('output');
  if (path !== null && world.fileExists(path) && !options.has('force')) throw new Usage(words.failure.fileExists(path), words.failure.fileExistsRemedy);
  const { api } = await context.connect();
  const charter = await api.get('/api/charter', CharterFile);
  if (path !== null) {
    try {
      world.writeText(path, charter.text, false);
    } catch {
      throw new Usage(words.failure.cannotWrite(path), words.failure.noFileRemedy);
    }
  }
  if (json) context.printJson(charter);
  else if (path === null) out.raw(charter.text.endsWith('\n') ? charter.text : `${charter.text}\n`);
  if (!json && !quiet) err.line(err.style.dim(path === null ? words.export.header(charter.version, charter.source) : words.export.written(path, charter.version)));
  return EXIT.ok;
}
