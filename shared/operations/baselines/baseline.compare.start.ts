import type { Prepared, StartRequest } from "../define-operation.ts";
import type { BaselineCompareInput } from "./baseline.compare.input.ts";
import type { Profiles } from "./baseline-parts.ts";

/** One comparison of an environment with a baseline at a time, whatever the age it accepts. */
export async function prepare(
  { input: { baselineProfileId, maxAgeSeconds }, scope }: StartRequest<BaselineCompareInput>,
  { baselineProfiles }: { readonly baselineProfiles: Profiles },
): Promise<Prepared> {
  const profile = await baselineProfiles.find(scope, baselineProfileId);
  const refuse = (message: string): Prepared => ({ kind: "refuse", errors: [{ path: "baselineProfileId", message }] });
  if (profile === undefined) return refuse("The workspace has no baseline profile with this id.");
  if (profile.active === undefined) return refuse("The profile has no baseline yet; capture it first.");
  const input = { baselineProfileId, ...(maxAgeSeconds !== undefined && { maxAgeSeconds }) };
  return { kind: "start", identity: input, line: { baselineProfileId }, input, context: { baselineProfileId } };
}
