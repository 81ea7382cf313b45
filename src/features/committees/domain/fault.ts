// What is wrong with a charter, or with a committee typed in a form: every fault at once, each where it stands and how to mend it.

/** The sentences live in ../words.ts; the rule says only which fault it is and the facts of it. */
export interface CharterFault {
  /** 1-based place in the file; null when the charter was typed in a form. */
  readonly line: number | null;
  readonly column: number | null;
  /** Path inside the charter: `instances[2].parent`, or the form's field: `parent`. */
  readonly path: string;
  readonly why: CharterFaultWhy;
}

export type CharterFaultWhy =
  /** `code` is the YAML reader's own, so that the sentence can be in the reader's language. */
  | { readonly is: 'not-yaml'; readonly code: string; readonly message: string }
  | { readonly is: 'duplicate-key'; readonly key: string; readonly firstLine: number | null }
  | { readonly is: 'missing'; readonly field: string }
  | { readonly is: 'wrong-shape'; readonly field: string; readonly expected: Shape }
  | { readonly is: 'unknown-key'; readonly key: string; readonly nearest: string | null }
  | { readonly is: 'wrong-value'; readonly field: string; readonly value: string; readonly expected: readonly string[] }
  | { readonly is: 'wrong-id'; readonly value: string; readonly proposal: string }
  | { readonly is: 'out-of-range'; readonly field: string; readonly value: number; readonly least: number; readonly most: number }
  | { readonly is: 'duplicate-id'; readonly id: string; readonly firstLine: number | null }
  | { readonly is: 'duplicate-email'; readonly email: string; readonly persons: readonly string[] }
  | { readonly is: 'wrong-email'; readonly value: string }
  | { readonly is: 'duplicate-acronym'; readonly acronym: string; readonly committees: readonly string[] }
  | { readonly is: 'unknown-parent'; readonly committee: string; readonly parent: string; readonly nearest: string | null }
  | { readonly is: 'loop'; readonly committees: readonly string[] }
  | { readonly is: 'no-chair'; readonly committee: string }
  | { readonly is: 'two-chairs'; readonly committee: string; readonly persons: readonly string[] }
  | { readonly is: 'seat-with-two-holders'; readonly committee: string; readonly seat: string; readonly persons: readonly string[] }
  | { readonly is: 'same-person-twice'; readonly committee: string; readonly person: string }
  | { readonly is: 'unknown-reference'; readonly field: string; readonly id: string; readonly nearest: string | null }
  | { readonly is: 'alternate-of-nobody'; readonly committee: string; readonly person: string; readonly of: string; readonly nearest: string | null }
  | { readonly is: 'wrong-date'; readonly field: string; readonly value: string }
  | { readonly is: 'term-ends-before-it-starts'; readonly from: string; readonly until: string }
  | { readonly is: 'wrong-zone'; readonly value: string; readonly nearest: string | null }
  | { readonly is: 'wrong-rule'; readonly value: string; readonly because: RuleProblem; readonly part: string }
  | { readonly is: 'quorum-out-of-reach'; readonly minimum: number; readonly seats: number }
  | { readonly is: 'name-refused'; readonly name: string; readonly because: NameProblem; readonly proposal: string }
  | { readonly is: 'team-names-too-close'; readonly team: string; readonly other: string }
  | { readonly is: 'same-channel-twice'; readonly team: string; readonly channel: string; readonly committees: readonly string[] }
  | { readonly is: 'too-long'; readonly field: string; readonly length: number; readonly most: number }
  | { readonly is: 'health-number'; readonly field: string };

export type Shape = 'text' | 'list' | 'map' | 'number' | 'whole-number' | 'yes-or-no';

/** Why a recurrence rule (RFC 5545, section 3.3.10) is refused. */
export type RuleProblem =
  | 'syntax'
  | 'no-frequency'
  | 'unknown-part'
  | 'part-twice'
  | 'out-of-range'
  /** Hours and minutes are the start's; a committee does not meet several times a day. */
  | 'too-fine'
  | 'does-not-go-with-frequency'
  | 'until-and-count'
  | 'ends-before-it-starts'
  | 'never-fires';

/** Why Teams would refuse a name. Source: "Limits and specifications for Microsoft Teams". */
export type NameProblem =
  | { readonly is: 'empty' }
  | { readonly is: 'too-long'; readonly length: number; readonly most: number }
  | { readonly is: 'forbidden-characters'; readonly characters: readonly string[] }
  | { readonly is: 'starts-with'; readonly character: string }
  | { readonly is: 'ends-with'; readonly character: string }
  | { readonly is: 'reserved'; readonly word: string }
  | { readonly is: 'double-dot' };
