// What a chart of bars shows, also as a table.
export interface Bars {
  /** What each value of a row counts, in order. */
  readonly parts: readonly { readonly name: string; readonly colour: string }[];
  readonly rows: readonly { readonly id: string; readonly label: string; readonly note?: string; readonly values: readonly number[] }[];
}
