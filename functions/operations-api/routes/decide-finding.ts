import type { Access } from "../../../shared/access/access-store.ts";
import { decideFinding } from "../../../shared/contract/baseline-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { DriftFindingRecord, DriftFindings } from "../../../shared/records/drift-findings.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { inputInvalid, notFound, ProblemError } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { isRecordId } from "../../representations/record-access.ts";

interface Dependencies {
  readonly access: Access;
  readonly findings: Pick<DriftFindings, "find" | "findWithDecisions" | "decide">;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** Longest acceptance: a deviation that is meant to stay belongs into the baseline. */
const acceptanceMillisMax = 365 * 24 * 3600 * 1000;
/** Each retry means that a comparison or another person changed the finding meanwhile. */
const roundsMax = 5;

/** Accepts the value that a finding shows, or takes an acceptance back. Every decision is kept. */
export const decideFindingEndpoint = ({ access, findings, auditEntries, clock }: Dependencies) =>
  writeEndpoint(decideFinding, async ({ caller, locale, param, body }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    need(member, decideFinding.capability);
    const id = param("id");
    if (!isRecordId(id) || (await findings.find(scope, id)) === undefined) throw notFound();
    const now = clock.now();
    const { decision, reason } = body;
    const until = body.decision === "accept" ? untilOr422(body.until, now) : undefined;

    for (let round = 0; round < roundsMax; round++) {
      const before = await findings.find(scope, id);
      if (before === undefined) throw notFound();
      if (before.status !== (decision === "revoke" ? "accepted" : "open")) {
        const detail =
          decision === "revoke" ? "Only an accepted finding can be revoked." : "Only an open finding can be accepted.";
        throw new ProblemError("action_not_available", { detail });
      }
      const by = { id: decisionIdOf(before), byUserId: initiatorOf(caller).id, reason, at: now.toISOString() };
      const { actualHash } = before;
      const stored = { ...by, decision, findingId: id, actualHash, ...(until !== undefined && { until }) };
      const isWritten = await findings.decide(scope, before, decided(before, { ...by, until }), stored, () =>
        auditEntries.partOf(caller, {
          ...scope,
          action: "drift_finding.decided",
          resourceType: "drift_finding",
          resourceId: id,
          metadata: { decision, ...(until !== undefined && { until }) },
        }),
      );
      if (!isWritten) continue;
      const answer = (await findings.findWithDecisions(scope, id)) ?? before;
      return { status: 200, body: recordAnswerOf("drift-findings", answer, locale, clock.now()) };
    }
    throw new ProblemError("store_busy", { detail: "The finding kept changing; send the request again." });
  });

/** Decisions are ordered by the revision of the finding that they were made about, independent of clocks. */
const decisionIdOf = ({ revision }: DriftFindingRecord) => String(revision).padStart(10, "0");

/** A finding after a decision: an acceptance covers the value that it showed. */
function decided(
  before: DriftFindingRecord,
  {
    id: decisionId,
    until,
    ...by
  }: { id: string; byUserId: string; reason: string; at: string; until: string | undefined },
) {
  const { acceptance: _, reopened: __, revision: ___, ...facts } = before;
  if (until === undefined) return { ...facts, status: "open", reopened: "acceptance_revoked" } as const;
  const acceptance = { ...by, decisionId, until, actualHash: before.actualHash };
  return { ...facts, status: "accepted", acceptance } as const;
}

function untilOr422(until: string, now: Date): string {
  const left = Date.parse(until) - now.getTime();
  if (left > 0 && left <= acceptanceMillisMax) return new Date(until).toISOString();
  throw inputInvalid([{ path: "until", code: "not_allowed", message: "must be in the future and within 365 days" }]);
}
