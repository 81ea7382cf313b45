// `gouverne journal verify`: walks every chain of the journal and names each link that does not hold.
import { JournalProof } from '../../contract/journal.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Usage } from '../failures.ts';
import { nearest } from '../../shared/nearest.ts';
import { remedy, wrap } from '../style.ts';

export async function journal(context: Context): Promise<ExitCode> {
  const { words, out, json } = context;
  const subject = context.arguments[0] ?? '';
  if (subject !== 'verify') throw new Usage(words.usage.unknownSubject('journal', subject), nearest(subject, ['verify']) === null ? words.usage.seeHelpOf('journal') : words.usage.didYouMean('verify'));
  const { api } = await context.connect();
  const proof = await api.get('/api/journal/verify', JournalProof);
  if (json) context.printJson(proof);
  else if (proof.ok) out.line(out.style.good(words.journal.sound(proof.chains, proof.entries)));
  else {
    out.line(out.style.bad(words.journal.broken(proof.broken.length)));
    for (const link of proof.broken) out.lines([`  ${out.style.bad('✗')} ${out.style.bold(words.journal.link(link.chain, link.seq))}`, ...wrap(link.why, out.columns, '      ')]);
    out.lines(remedy(words.journal.remedy, out.columns, ''));
  }
  return proof.ok ? EXIT.ok : EXIT.brokenJournal;
}
