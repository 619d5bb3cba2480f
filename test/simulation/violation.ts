/** One broken promise, by the number it has in the reliability notes. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}
