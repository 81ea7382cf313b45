// What a rule answers: yes with the new facts, or no with the reason. A "no" is a value that people see, never an exception.

export type Decision<Facts, Refusal> = { readonly ok: true; readonly value: Facts } | { readonly ok: false; readonly refusal: Refusal };

export const accept = <Facts>(value: Facts): Decision<Facts, never> => ({ ok: true, value });
export const refuse = <Refusal>(refusal: Refusal): Decision<never, Refusal> => ({ ok: false, refusal });
