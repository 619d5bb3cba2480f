import * as z from "zod";
import { type Clock, plusSeconds } from "../foundation/clock.ts";
import { noticeKey, recordKey, timelinePartition } from "../ledger/keys.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, type Part, writeTogether } from "../ledger/write-together.ts";
import { requestMark } from "./plan-marks.ts";
import { createRecordStore, isAbsent, type RecordPlace, type RecordScope } from "./record-store.ts";

/** A person or client as the approval stores them; `ownerId` is the person behind the account at that time. */
const actor = z.object({ id: z.string(), ownerId: z.string(), name: z.string() });
export type ApprovalActor = z.infer<typeof actor>;

export const planApproval = z.object({
  /** The plan, which has the id of the run that made it. */
  id: z.string(),
  environmentId: z.string(),
  operationType: z.string(),
  state: z.string().pipe(z.enum(["requested", "approved", "refused", "unknown"]).catch("unknown")),
  /** Of the plan at the request. */
  digest: z.string(),
  requester: actor,
  note: z.string(),
  requestedAt: z.string(),
  decideBefore: z.string(),
  decision: actor.extend({ note: z.string(), digest: z.string(), at: z.string() }).optional(),
  executeBefore: z.string().optional(),
  executedBy: z.string().optional(),
  executedAt: z.string().optional(),
});
export type PlanApproval = z.infer<typeof planApproval>;

export const planApprovalsKind = "plan-approvals";

interface Windows {
  readonly decideWithinSeconds: number;
  readonly executeWithinSeconds: number;
}
interface Decision {
  readonly decision: "approve" | "refuse";
  readonly digest: string;
  readonly by: ApprovalActor;
  readonly note: string;
}

/** Neither the account nor the person of the requester, as stored with the request, may decide. */
const isAnother = ["requester.#id", "requester.#ownerId"]
  .flatMap((field) => [`#record.#${field} <> :me`, `#record.#${field} <> :owner`])
  .join(" AND ");

const conditions = {
  approve: `#record.#state = :requested AND #record.#digest = :digest AND #record.#decideBefore > :now AND ${isAnother}`,
  refuse:
    `#record.#digest = :digest AND ${isAnother} AND ((#record.#state = :requested AND #record.#decideBefore > :now)` +
    " OR (#record.#state = :approved AND attribute_not_exists(#record.#executedBy)))",
} as const;

/** Marks a plan as one that needs its approval. */
export const planMarker =
  (scope: RecordScope, plan: Parameters<typeof requestMark>[1]) =>
  (now: string): Part =>
    requestMark(scope, plan, now);

/** Approvals of plans by a second person. They stay as evidence. */
export function createPlanApprovals(target: StoreTarget & { readonly clock: Clock }, windows: Windows) {
  const store = createRecordStore(target);
  const now = () => target.clock.now();

  /** A consistent read. */
  async function find(scope: RecordScope, id: string): Promise<PlanApproval | undefined> {
    const record = await store.find(scope, planApprovalsKind, id);
    return record === undefined ? undefined : planApproval.parse(record);
  }

  return {
    find,
    /** Consistent reads, in the order of `wanted`. */
    async findEach(wanted: readonly RecordPlace[]): Promise<(PlanApproval | undefined)[]> {
      return (await store.findEach(planApprovalsKind, wanted)).map((record) => planApproval.optional().parse(record));
    },

    /**
     * Stores a request with the mark on its plan and the audit entry, and lists it as open work; false when the plan has
     * a request already, or is no longer the one that was read. `mark` marks it, on that condition.
     */
    async request(
      scope: RecordScope,
      wanted: Pick<PlanApproval, "id" | "operationType" | "digest" | "requester" | "note">,
      mark: (now: string) => Part,
      beside: AuditWrite,
    ): Promise<boolean> {
      const at = now();
      const requestedAt = at.toISOString();
      const record: PlanApproval = {
        ...wanted,
        environmentId: scope.environmentId,
        state: "requested",
        requestedAt,
        decideBefore: plusSeconds(at, windows.decideWithinSeconds),
      };
      const item = {
        ...recordKey(scope.workspaceId, scope.environmentId, planApprovalsKind, wanted.id),
        workspaceKey: timelinePartition(scope.workspaceId),
        openKey: noticeKey(scope.environmentId, "approval", wanted.id),
        record: planApproval.parse(record),
      };
      return writeTogether(target, [{ item, condition: isAbsent }, mark(requestedAt), beside(true)]);
    },

    /**
     * Stores a decision with its audit entry; false when the approval does not allow it now. An approval may still be
     * withdrawn by a refusal until a run has bound it.
     */
    async decide(scope: RecordScope, id: string, decision: Decision, beside: AuditWrite): Promise<boolean> {
      const at = now();
      const { by, note, digest } = decision;
      const isApproval = decision.decision === "approve";
      const change = isApproval
        ? "SET #record.#state = :approved, #record.#decision = :decision, #record.#executeBefore = :executeBefore"
        : "SET #record.#state = :refused, #record.#decision = :decision REMOVE #openKey, #workspaceKey";
      const values = {
        ...{ requested: "requested", approved: "approved", refused: "refused", digest, me: by.id, owner: by.ownerId },
        now: at.toISOString(),
        decision: { ...by, note, digest, at: at.toISOString() },
        executeBefore: plusSeconds(at, windows.executeWithinSeconds),
      };
      const condition = conditions[decision.decision];
      const part = store.updatePart(scope, planApprovalsKind, id, change, condition, values);
      return writeTogether(target, [part, beside(false)]);
    },

    /**
     * Binds an approved plan to the run that executes it, and takes it off the open work; undefined when it is not
     * approved, has expired or belongs to another run. The run that has it gets it again, also after its time.
     */
    async bind(
      scope: RecordScope,
      id: string,
      { runId, digest }: { readonly runId: string; readonly digest: string },
    ): Promise<PlanApproval | undefined> {
      const at = now().toISOString();
      const bound = await store.update(
        scope,
        planApprovalsKind,
        id,
        "SET #record.#executedBy = :runId, #record.#executedAt = if_not_exists(#record.#executedAt, :now) " +
          "REMOVE #openKey, #workspaceKey",
        "#record.#state = :approved AND #record.#digest = :digest AND #record.#decision.#digest = :digest AND " +
          "(#record.#executedBy = :runId OR (attribute_not_exists(#record.#executedBy) AND #record.#executeBefore > :now))",
        { approved: "approved", runId, digest, now: at },
      );
      return bound === undefined ? undefined : planApproval.parse(bound);
    },

    /** Takes a request off the open work whose time has passed; it stays as evidence. */
    async unlist(scope: RecordScope, { id, state }: Pick<PlanApproval, "id" | "state">): Promise<void> {
      await store.update(
        scope,
        planApprovalsKind,
        id,
        "REMOVE #openKey, #workspaceKey",
        `#record.#state = :state AND ${state === "requested" ? "#record.#decideBefore" : "#record.#executeBefore"} <= :now`,
        { state, now: now().toISOString() },
      );
    },
  };
}
export type PlanApprovals = ReturnType<typeof createPlanApprovals>;
