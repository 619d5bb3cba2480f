import { keyText } from "../../local/engines/table/schema.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import { isLater } from "../../shared/run/generation.ts";
import type { Run } from "../../shared/run/run.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import type { World } from "../simulation/assemble-world.ts";
import type { Violation } from "../simulation/violation.ts";
import type { OlderTraces } from "./mixed-world.ts";

/**
 * Known faults of release 0.1 that today's release cannot prevent while that release works on the same table. Each names
 * the release that must have caused the violation, so that the same violation by today's release is still one.
 */
export function createExcuses(world: World, traces: OlderTraces) {
  let known: { readonly at: number; readonly runs: readonly Run[] } = { at: -1, runs: [] };

  /** Every run of the table, parsed again only after a change. */
  function allRuns(): readonly Run[] {
    const at = world.table.changeCount();
    if (at === known.at) return known.runs;
    const items = world.table.items().filter(({ pk, sk }) => keyText(pk).startsWith("SRUN#") && keyText(sk) === "S#");
    known = { at, runs: items.flatMap((item) => parseRun(fromItem(item)) ?? []) };
    return known.runs;
  }
  const runNamedIn = (detail: string) => /[0-9A-Z]{26}/.exec(detail)?.[0] ?? "";

  /** 0.1 orders a problem and a success by their instants, without a margin for skewed clocks. */
  function isOrderedByInstants({ detail }: Violation): boolean {
    const all = allRuns();
    const problem = all.find(({ id }) => id === runNamedIn(detail));
    return all.some(
      (success) =>
        problem !== undefined &&
        success.outcome === "succeeded" &&
        success.type === problem.type &&
        success.workspaceId === problem.workspaceId &&
        success.environmentId === problem.environmentId &&
        success.correlationHash === problem.correlationHash &&
        success.createdAt > problem.createdAt &&
        (success.completedAt ?? "") > (problem.completedAt ?? ""),
    );
  }

  /** The follower of 0.1 drops the generation of a success; what is left proves an order by a minute only (ADR 8). */
  function isProvenByGenerationOnly({ detail }: Violation): boolean {
    const [problem, success] = (detail.match(/[0-9A-Z]{26}/g) ?? []).map((id) =>
      allRuns().find((run) => run.id === id),
    );
    if (problem === undefined || success === undefined || !traces.invocations["0.1 run-events"]) return false;
    const byInstants = (run: Run) => ({ createdAt: run.createdAt, completedAt: run.completedAt });
    return !isLater(byInstants(success), byInstants(problem));
  }

  /** 0.1 does not bind a recreated policy to its new id, so its restore creates it again. */
  function isCreatedAgainByOlder({ detail }: Violation): boolean {
    const effects = world.tenants.flatMap(({ tenant }) => tenant.effects);
    const makers = effects.filter(({ kind, id }) => kind === "create" && detail.includes(id));
    return makers.some(({ runId = "" }) => traces.worked.has(runId));
  }

  /** 0.1 takes over a living lease, goes on after a refused report, and takes a backup of half a sync for whole. */
  const isWorkedByOlder = ({ detail }: Violation) =>
    (detail.match(/[0-9A-Z]{26}/g) ?? []).some((runId) => traces.worked.has(runId));

  const excuses: readonly { readonly begins: string; readonly says: RegExp; is(violation: Violation): boolean }[] = [
    { begins: "I9", says: / was retired and nothing later succeeded$/, is: isOrderedByInstants },
    { begins: "I9", says: / is open although .* succeeded later$/, is: isProvenByGenerationOnly },
    { begins: "W1", says: /^the tenant held .* twice/, is: isCreatedAgainByOlder },
    { begins: "W1", says: /was written \d+ times by one run$/, is: isWorkedByOlder },
    { begins: "W3", says: /is whole and true of no one sync$/, is: isWorkedByOlder },
  ];

  return (violation: Violation): boolean =>
    excuses.some(
      ({ begins, says, is }) => violation.invariant === begins && says.test(violation.detail) && is(violation),
    );
}
