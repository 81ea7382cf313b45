// What a person may not do on the host page, as a word that the page turns into a sentence.

import type { Refusal } from './wire.ts';

export class Refused extends Error {
  readonly refusal: Refusal;
  readonly detail: string | undefined;
  constructor(refusal: Refusal, detail?: string) {
    super(refusal);
    this.refusal = refusal;
    this.detail = detail;
  }
}
