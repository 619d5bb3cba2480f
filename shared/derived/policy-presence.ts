import { evidenceStaleAfterSeconds } from "../operations/evidence.ts";

export type PolicyPresence = "present" | "removed" | "unchecked";

interface StoredPolicy {
  readonly removedAt?: string | undefined;
  readonly lastSeenAt?: string | undefined;
}

/**
 * Whether the provider still holds a policy, as far as that is known. A sync that reads its collection only in part, or not
 * at all, neither sees nor removes it: one that no sync has seen for as long as makes evidence stale is unchecked.
 */
export function derivePolicyPresence({ removedAt, lastSeenAt }: StoredPolicy, now: Date): PolicyPresence {
  if (removedAt !== undefined) return "removed";
  const age = now.getTime() - Date.parse(lastSeenAt ?? "");
  return age <= evidenceStaleAfterSeconds * 1000 ? "present" : "unchecked";
}
