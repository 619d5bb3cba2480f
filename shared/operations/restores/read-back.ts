import type { ProviderAnswer, ProviderFailure } from "../provider/provider-access.ts";

/** Delays between reads that verify a write, in seconds; Graph's reads are eventually consistent. */
export const readBackSeconds = [0, 2, 5, 15] as const;

export const noTimeToReadBack: ProviderFailure = {
  reasonCode: "provider_unreachable",
  message: "No time was left to read the policy back; the next part of the run does.",
};
export const noTimeToWrite: ProviderFailure = {
  reasonCode: "provider_unreachable",
  message: "No time was left for the write; the next part of the run makes it.",
};

/** Reads until the state is the wanted one; the last state otherwise. Reads may lag behind writes. */
export async function readUntil<Value>(
  read: () => Promise<ProviderAnswer<Value>>,
  isWanted: (value: Value) => boolean,
  pause: (millis: number) => Promise<boolean>,
): Promise<ProviderAnswer<Value>> {
  let last: ProviderAnswer<Value> = { ok: false, failure: noTimeToReadBack };
  for (const seconds of readBackSeconds) {
    if (seconds > 0 && !(await pause(seconds * 1000))) return { ok: false, failure: noTimeToReadBack };
    last = await read();
    if (!last.ok || isWanted(last.value)) return last;
  }
  return last;
}
