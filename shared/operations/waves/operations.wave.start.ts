import { bodyHash, canonicalJson } from "../../run/identity.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { WaveInput } from "./operations.wave.input.ts";

/** One wave of the same work on the same targets at a time. */
export async function prepare({ input }: Pick<StartRequest<WaveInput>, "input">): Promise<Prepared> {
  return waveStartOf(input);
}

/** The start of a wave: its line is the work and the set of its targets. */
export function waveStartOf(wave: WaveInput) {
  const { type, input, environmentIds } = wave;
  const selectionHash = bodyHash(canonicalJson({ type, input, targets: environmentIds.toSorted() }));
  return {
    kind: "start" as const,
    identity: { selectionHash },
    input: { ...wave },
    context: { selectionHash, waveOf: type },
  };
}
