/** One violated invariant, by its number in the reliability notes. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}
