import { evidenceStaleAfterSeconds } from "../operations/evidence/evidence.ts";

export type PolicyPresence = "present" | "removed" | "unchecked";

interface StoredPolicy {
  readonly removedAt?: string | undefined;
  readonly lastSeenAt?: string | undefined;
}

/**
 * Whether the provider still has a policy, as far as is known. A partial sync neither sees nor removes policies it
 * did not read; a policy that no sync has seen within the evidence window is unchecked.
 */
export function derivePolicyPresence({ removedAt, lastSeenAt }: StoredPolicy, now: Date): PolicyPresence {
  if (removedAt !== undefined) return "removed";
  const age = now.getTime() - Date.parse(lastSeenAt ?? "");
  return age <= evidenceStaleAfterSeconds * 1000 ? "present" : "unchecked";
}
