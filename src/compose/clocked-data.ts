// Follow-ups on the product's clock.

import type { Data } from '../adapters/store/open-data.ts';

/** Jobs fall due by the machine's clock; what a feature calls a moment is by the product's, which a demonstration or a test may have moved. */
export const byClock = (data: Data, clock: { now(): Date }): Data => ({
  ...data,
  enqueue: (tx, followUp) => data.enqueue(tx, followUp.notBefore === undefined ? followUp : { ...followUp, notBefore: new Date(followUp.notBefore.getTime() - clock.now().getTime() + Date.now()) }),
});
