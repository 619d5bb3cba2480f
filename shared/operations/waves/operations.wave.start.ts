import { bodyHash, canonicalJson } from "../../run/identity.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { WaveInput } from "./operations.wave.input.ts";

/** One wave of the same work on the same targets at a time. */
export async function prepare({ input }: Pick<StartRequest<WaveInput>, "input">): Promise<Prepared> {
  return waveStartOf(input);
}

/** The start of a wave: its line is the work and the set of its targets. */
export function waveStartOf(wave: WaveInput) {
  const { plans, leftOut, ...rules } = wave;
  const { type, input, environmentIds } = rules;
  const targets = environmentIds.toSorted();
  const planIds = plans?.map(({ id }) => id).toSorted();
  const selectionHash = bodyHash(canonicalJson({ type, input, targets, ...(planIds && { plans: planIds }) }));
  return {
    kind: "start" as const,
    identity: { selectionHash },
    input: { ...rules, ...(plans && { plans }), ...(leftOut && { leftOut }) },
    context: { selectionHash, waveOf: type },
  };
}
