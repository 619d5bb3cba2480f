import type { Actor, ApprovalState } from "./approval-state.ts";
import { digest, persons } from "./approval-tables.ts";

/** What a write at the provider must not be (I21). */
export function faultsOfWrite(
  { table: { approval } }: Pick<ApprovalState, "table">,
  { name, runId, lost = [], hadMoved }: Actor,
): string[] {
  // Without a request, the plan needed no approval when the run bound it.
  if (approval === undefined) return [];
  const { state, decision, requester, executedBy, executedAt = "", executeBefore = "" } = approval;
  const rules: readonly (readonly [boolean, string])[] = [
    [state !== "approved" || decision === undefined, "a write without a standing approval"],
    [decision?.digest !== digest, "a write of items that were not approved"],
    [executedBy !== runId, "a write by a run to which the plan is not bound"],
    [executedAt >= executeBefore, "a write of a plan that was bound too late"],
    [decision?.ownerId === requester.ownerId, "a write that the requester approved"],
    [lost.includes(requester.id), "a write in an attempt that began without the requester's rights"],
    [
      decision !== undefined && lost.includes(decision.id),
      "a write in an attempt that began without the approver's rights",
    ],
    [hadMoved === true, "a write although the world had moved before the attempt"],
  ];
  return rules.flatMap(([isBroken, fault]) => (isBroken ? [`${name}: ${fault}`] : []));
}

/** What an end or an answer must not say, and what it says. */
export function faultsOfEnd(state: ApprovalState, { name, runId }: Actor, result: unknown) {
  const { approval } = state.table;
  if (runId !== undefined) {
    const ended = result as { outcome?: string; reasonCode?: string; failures?: readonly { code: string }[] };
    const { outcome = "", reasonCode = "", failures = [] } = { ...ended };
    const wrote = state.writes[runId] ?? 0;
    const faults = [
      ...(reasonCode === "plan.world_moved" && wrote > 0 ? [`${name}: says "nothing written" after a write`] : []),
      // No attempt of the exploration runs out of time.
      ...(failures.some(({ code }) => code === "plan.not_reached") ? [`${name}: says that it timed out`] : []),
      ...(outcome === "succeeded" && state.world.some((item) => item !== "gone")
        ? [`${name}: done without the work`]
        : []),
    ];
    return { faults, reached: `${outcome} ${reasonCode}` };
  }
  const [who = "", what] = name.split(" ");
  const isKept = approval?.executedBy === undefined && approval?.state !== "refused" && !state.isLate;
  const isOther = who !== "alice" && who !== "alice-admin" && Object.hasOwn(persons, who);
  const isLost = what === "refuses" && isOther && result === false && isKept;
  const isOwn = what === "approves" && !isOther && result === true;
  return {
    faults: [
      ...(isLost ? [`${name}: a refusal before the execution is turned down`] : []),
      ...(isOwn ? [`${name}: the requester's person approves`] : []),
    ],
    reached: `${name} ${result}`,
  };
}
