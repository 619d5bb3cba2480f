import type { Prepared, StartRequest } from "../define-operation.ts";
import type { BaselineCaptureInput } from "./baseline.capture.input.ts";
import type { Profiles } from "./baseline-parts.ts";

/** Only the environment that a profile names may be captured into it, by one run at a time. */
export async function prepare(
  { input: { baselineProfileId }, scope }: StartRequest<BaselineCaptureInput>,
  { baselineProfiles }: { readonly baselineProfiles: Profiles },
): Promise<Prepared> {
  const profile = await baselineProfiles.find(scope, baselineProfileId);
  const refuse = (message: string): Prepared => ({ kind: "refuse", errors: [{ path: "baselineProfileId", message }] });
  if (profile === undefined) return refuse("The workspace has no baseline profile with this id.");
  if (profile.sourceEnvironmentId !== scope.environmentId) {
    return refuse("The profile captures another environment; start the capture there.");
  }
  return {
    kind: "start",
    identity: { baselineProfileId },
    input: { baselineProfileId },
    context: { baselineProfileId },
  };
}
