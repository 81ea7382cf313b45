// A process that writes to a data directory until somebody kills it, telling each transaction once it is acknowledged.
// `node tests/support/store-writer.ts <directory>`; used by tests/adapters/store-embedded.test.ts.
import { appendJournal } from '../../src/adapters/store/journal-store.ts';
import { openData } from '../../src/adapters/store/open-data.ts';
import { preference } from '../../src/adapters/store/schema/index.ts';
import { anEntry } from './journal-builder.ts';

const data = await openData(process.argv[2] ?? '', { queues: [{ name: 'greet' }] });
process.stdout.write('open\n');
for (let n = 0; ; n += 1) {
  const subject = `${process.pid}-${n}`;
  await data.tx(async (tx) => {
    await tx.insert(preference).values({ tenantId: 't1', subject, language: 'fr-CA', updatedAt: new Date() });
    await data.enqueue(tx, { job: 'greet', payload: { subject }, key: subject });
    await appendJournal(tx, 't1', [anEntry()]);
  });
  process.stdout.write(`${subject}\n`);
}
