/** A stored item, as the document client reads and writes it. */
export type Item = Record<string, unknown>;
export type ItemKey = { readonly pk: string; readonly sk: string };
