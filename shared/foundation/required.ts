/** Throws with the reason when a required fact does not hold. */
export function required(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
