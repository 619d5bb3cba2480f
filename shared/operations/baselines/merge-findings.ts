import type { Observation } from "./baseline-findings.ts";

/** What a person accepted, until when. */
export interface Acceptance {
  readonly actualHash: string;
  readonly decisionId: string;
  readonly byUserId: string;
  readonly reason: string;
  readonly until: string;
  readonly at: string;
}
export type Reopened = "accepted_value_changed" | "acceptance_expired" | "acceptance_revoked" | "returned";

/** A finding of a profile, as it is stored. */
export interface Finding {
  readonly id: string;
  readonly baselineProfileId: string;
  readonly policyKey: string;
  readonly policyId?: string | undefined;
  readonly displayName: string;
  readonly path: string;
  readonly kind: string;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  readonly actualHash: string;
  readonly status: "open" | "accepted" | "resolved";
  readonly reopened?: Reopened | undefined;
  readonly acceptance?: Acceptance | undefined;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt?: string | undefined;
  readonly operationRunId: string;
  readonly n: number;
}

/** The comparison that observes. */
interface By {
  readonly baselineProfileId: string;
  readonly operationRunId: string;
  readonly n: number;
  readonly now: string;
}

/** A finding after a comparison has observed it. An acceptance holds for the accepted value only, until it ends. */
export function observed(
  before: Finding | undefined,
  { policyName, ...facts }: Observation,
  { now, ...by }: By,
): Finding {
  const seen = { ...facts, displayName: policyName, ...by, firstSeenAt: before?.firstSeenAt ?? now, lastSeenAt: now };
  const acceptance = before?.status === "accepted" ? before.acceptance : undefined;
  if (acceptance !== undefined) {
    const isOver = acceptance.until <= now;
    if (!isOver && acceptance.actualHash === facts.actualHash) return { ...seen, status: "accepted", acceptance };
    return { ...seen, status: "open", reopened: isOver ? "acceptance_expired" : "accepted_value_changed" };
  }
  const reopened = before?.status === "resolved" ? "returned" : before?.reopened;
  return { ...seen, status: "open", ...(reopened !== undefined && { reopened }) };
}

/** A finding that a comparison of the whole policy has not observed any more. */
export function resolved(before: Finding, { now, operationRunId, n }: By): Finding {
  const { acceptance: _, reopened: __, ...facts } = before;
  return { ...facts, status: "resolved", resolvedAt: now, operationRunId, n };
}
