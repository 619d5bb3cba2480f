import { recordKey } from "../ledger/keys.ts";
import type { Part } from "../ledger/write-together.ts";
import type { RecordScope } from "./record-store.ts";

/** A plan is stored as a record of its own, or as the change set that its preview made. */
export type PlanKind = "plans" | "restore-runs";

/** No approval of the plan was requested. */
export const isWithoutRequest = "attribute_not_exists(#record.#approvalRequestedAt)";

const reviewed: Record<PlanKind, string> = { plans: "planned", "restore-runs": "previewed" };

/**
 * Marks a plan as one that is executed only with an approval: then no run binds it without one, and none has done so
 * before. Refused when it is not the plan that was read, or no longer one to execute.
 */
export const requestMark = (
  { workspaceId, environmentId }: RecordScope,
  { kind, id, digest }: { readonly kind: PlanKind; readonly id: string; readonly digest: string },
  now: string,
): Part => ({
  key: recordKey(workspaceId, environmentId, kind, id),
  change: "SET #record.#approvalRequestedAt = :now",
  condition: `#record.#status = :reviewed AND #record.#digest = :digest AND #record.#expiresAt > :now AND ${isWithoutRequest}`,
  values: { now, reviewed: reviewed[kind], digest },
});
