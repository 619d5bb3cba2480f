import type { ChangeRecord } from "../../local/engines/table/table.ts";
import { correlationOf } from "../../shared/ledger/success-pointer.ts";
import { isCancelled } from "../../shared/run/cancelled.ts";
import { isLater, isPlaced } from "../../shared/run/generation.ts";
import { waitOf } from "../../shared/run/granted-wait.ts";
import { leaseMarginSeconds } from "../../shared/run/lanes.ts";
import type { Run } from "../../shared/run/run.ts";
import { isActive, isProblem } from "../../shared/run/status.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import type { World } from "./assemble-world.ts";
import { changeViolations } from "./change-checks.ts";
import { type Accepted, keyViolations, type StartRequest } from "./key-checks.ts";
import { isSimulated } from "./operations.ts";
import { quietViolations } from "./quiet-checks.ts";
import { storedRunOf } from "./stored-runs.ts";
import type { Violation } from "./violation.ts";
import { createWaitChecks } from "./wait-checks.ts";
import { createRecordChecks } from "./whole/record-checks.ts";

/** Checks a world: each change as it happens, and the whole once it is idle. */
export function createChecks(world: World) {
  const violations: Violation[] = [];
  const { skewMillisMax } = world;
  // The lease outlives its Lambda by a margin. Larger clock skew may end it early; fencing holds even then.
  const isLeaseSafe = skewMillisMax < leaseMarginSeconds * 1000;
  const records = world.tenants.length > 0 ? createRecordChecks(world) : undefined;
  const checked = records?.checked ?? {};
  const waits = createWaitChecks(world, (detail) => broken("I33", detail));
  const newestOfLine = new Map<string, { readonly id: string; readonly gen: number }>();
  const activeByIdentity = new Map<string, string>();
  const scopes = new Map<string, string>();
  const activeIds = new Set<string>();
  let seen = 0;
  let openWork: { readonly changes: number; readonly violations: readonly Violation[] } | undefined;
  const broken = (invariant: string, detail: string) => violations.push({ invariant, detail });

  /** The open work is checked again only when the table has changed. */
  function openWorkViolations(): readonly Violation[] {
    const changes = world.table.changeCount();
    if (openWork === undefined || openWork.changes !== changes) {
      openWork = { changes, violations: retiredViolations(allRuns()) };
    }
    return openWork.violations;
  }

  /** Every run of the table. */
  const allRuns = (): Run[] => world.table.items().flatMap((item) => storedRunOf(item) ?? []);
  const identityOf = (run: Run) => JSON.stringify([run.workspaceId, run.environmentId, run.type, run.input?.subject]);

  function checkChange(change: ChangeRecord): void {
    const { oldImage, newImage, at } = change;
    const before = storedRunOf(oldImage);
    const after = storedRunOf(newImage);
    if (after === undefined) return;
    if (isActive(after.status)) activeIds.add(after.id);
    else activeIds.delete(after.id);
    checkUniqueness(after);
    checkScope(after);
    if (before === undefined) checkGeneration(after);
    violations.push(...changeViolations(world, { change, before, after }));
    if (before === undefined) return;
    waits.observe(at, before, after);
    checkEdge(before, after);
    checkFencing(before, after, at);
    checkEnd(before, after);
  }

  /** I2: an identity has at most one active run. */
  function checkUniqueness(run: Run): void {
    // Runs recorded by a sweep start as completed and have no identity.
    if (run.initiator.id === "system" || !isSimulated(run)) return;
    const identity = identityOf(run);
    const standing = activeByIdentity.get(identity);
    if (!isActive(run.status)) {
      if (standing === run.id) activeByIdentity.delete(identity);
      return;
    }
    if (standing !== undefined && standing !== run.id) broken("I2", `${standing} and ${run.id} stand for ${identity}`);
    activeByIdentity.set(identity, run.id);
  }

  /** I6: a run never changes its scope. */
  function checkScope(run: Run): void {
    const scope = JSON.stringify([run.workspaceId, run.environmentId, run.type]);
    const known = scopes.get(run.id) ?? scope;
    if (known !== scope) broken("I6", `${run.id} moved from ${known} to ${scope}`);
    scopes.set(run.id, scope);
  }

  /** I13 and I14: a line's runs are created in the order of their generations, each after the previous one ended. */
  function checkGeneration(run: Run): void {
    if (!isPlaced(run)) return;
    checked.I14 = (checked.I14 ?? 0) + 1;
    const line = JSON.stringify([run.workspaceId, run.environmentId, run.type, run.epoch]);
    const last = newestOfLine.get(line);
    newestOfLine.set(line, run);
    if (last === undefined) return;
    if (run.gen <= last.gen) broken("I14", `${run.id} has the generation ${run.gen} after ${last.id} with ${last.gen}`);
    if (activeIds.has(last.id)) broken("I14", `${run.id} has a later generation than ${last.id}, which is active`);
  }

  /** I3 and I11: only legal transitions, and none after completion. */
  function checkEdge(before: Run, after: Run): void {
    const edge = `${before.status} to ${after.status}`;
    if (before.status === "completed") {
      const ending = (run: Run) => JSON.stringify([run.status, run.outcome, run.completedAt, run.endedBy]);
      if (ending(before) !== ending(after)) broken("I3", `${after.id} changed after its end`);
      return;
    }
    const isHigherAttempt = after.attempt === before.attempt + 1;
    const isAllowed =
      after.status === "completed" ||
      (after.status === "running" &&
        (isHigherAttempt || (before.status === "running" && after.attempt === before.attempt))) ||
      (before.status === "queued" && after.status === "queued" && after.attempt === before.attempt);
    if (!isAllowed) broken("I11", `${after.id} went ${edge}, attempt ${before.attempt} to ${after.attempt}`);
    const isKept =
      before.createdAt === after.createdAt && before.claims.every((at, place) => after.claims[place] === at);
    if (!isKept) broken("I11", `${after.id} has lost an instant of its history`);
  }

  /** I4: an attempt is replaced only after it was released or its lease expired. */
  function checkFencing(before: Run, after: Run, at: Date): void {
    if (after.attempt === before.attempt || before.messageId === undefined) return;
    const isSameMessage = before.messageId === after.messageId;
    const isLeaseOver = Date.parse(before.leaseUntil ?? "") < at.getTime() + skewMillisMax;
    if (!isSameMessage && !isLeaseOver) broken("I4", `${after.id} was taken from a live attempt`);
  }

  /** I5: the outcome that a worker stores is the one that its own attempt's handler returned. */
  function checkEnd(before: Run, after: Run): void {
    if (before.status === "completed" || after.status !== "completed") return;
    if (!isSimulated(after)) return;
    if (after.endedBy?.source === "worker") {
      const said = (world.returned.get(after.id) ?? []).filter((what) => what.attempt === before.attempt);
      if (
        !said.some(
          (what) => what.outcome === after.outcome || what.outcome === "threw" || what.outcome === "handed_over",
        )
      ) {
        broken("I5", `${after.id} ended ${after.outcome}, which attempt ${before.attempt} never said`);
      }
      return;
    }
    if (after.outcome === "succeeded" && !world.effects.has(after.id))
      broken("I5", `${after.id} succeeded by ${after.endedBy?.source ?? "no source"} without proof`);
    const worker = world.atWork.get(after.id);
    if (after.outcome !== "succeeded" && worker !== undefined && !worker.isDead && isLeaseSafe) {
      broken("I4", `${after.id} was ended while its attempt was at work`);
    }
    if (
      // A proven success may be written at any time; every other outcome must wait for the lease to expire.
      after.outcome !== "succeeded" &&
      // A stop ends a waiting run, which no worker has; otherwise the attempt that saw the request ends its own run.
      !(isCancelled(after) && (waitOf(before) !== undefined || before.cancelRequested !== undefined)) &&
      before.leaseUntil !== undefined &&
      Date.parse(before.leaseUntil) > world.scheduler.trueClock.now().getTime() + skewMillisMax
    ) {
      broken("I4", `${after.id} was ended under a live lease`);
    }
  }

  return {
    violations,
    /** Checks the changes since the previous call. */
    look(): void {
      if (world.table.changeCount() === seen) return;
      for (const change of world.table.changesFrom(seen)) {
        seen += 1;
        checkChange(change);
        records?.observe(change);
      }
    },
    /** Superseded problems that have not left the open work, and others that have. */
    openWorkViolations,
    /** The number of active runs at the last check. */
    activeCount: () => activeIds.size,
    runs: allRuns,

    /** Checks the invariants of an idle world. */
    async settle(
      accepted: readonly Accepted[],
      asked: readonly StartRequest[],
      refused: readonly StartRequest[],
    ): Promise<void> {
      const runs = allRuns();
      for (const { where, error } of world.failures) {
        if (error instanceof TypeError) broken("I8", `${where} met a surprise: ${error.stack ?? error.message}`);
      }
      const byId = new Map(runs.map((run) => [run.id, run]));
      for (const answer of accepted) checkAccepted(answer, byId.get(answer.runId));
      violations.push(...keyViolations(accepted, asked, refused, byId));
      for (const run of runs) {
        if (isActive(run.status)) broken("I1", `${run.id} is still ${run.status}`);
      }
      checkIndexes(runs);
      violations.push(...retiredViolations(runs));
      violations.push(...quietViolations(world, runs));
      checked.I33 = waits.settle();
      await records?.settle();
      violations.push(...(records?.violations ?? []));
    },
    /** The number of evaluations of each whole-world invariant. */
    checked,
  };

  /** I1: an accepted run exists and matches its request. */
  function checkAccepted(answer: Accepted, run: Run | undefined): void {
    if (run === undefined) broken("I1", `${answer.runId} was accepted and does not exist`);
    else if (identityOf(run) !== JSON.stringify([answer.workspaceId, answer.environmentId, run.type, answer.subject])) {
      broken("I6", `${answer.runId} was the answer to a start of something else`);
    }
  }

  /** I7: the indexes match the table. */
  function checkIndexes(runs: readonly Run[]): void {
    const entries = (name: string) =>
      world.table
        .rowsOf(name)
        .rows.all()
        .map((row) => fromItem(row.item));
    const idsOf = (name: string, prefix = "", field = "") =>
      entries(name)
        .filter((entry) => String(entry[field] ?? "").startsWith(prefix))
        .map((entry) => String(entry.pk).slice("RUN#".length))
        .sort()
        .join(" ");
    const expected = (wanted: readonly Run[]) =>
      wanted
        .map((run) => run.id)
        .sort()
        .join(" ");
    const problems = runs.filter((run) => isProblem(run.outcome) && run.initiator.id !== "system");
    const agreements: readonly (readonly [string, string, string])[] = [
      ["timeline", idsOf("timeline"), expected(runs)],
      ["environment", idsOf("environment"), expected(runs.filter((run) => run.environmentId !== null))],
      ["due", idsOf("due", "PROBLEM#", "dueShard"), expected(problems)],
      ["due, active", idsOf("due", "DUE#", "dueShard"), ""],
      ["open, active", idsOf("open", "A#", "openKey"), ""],
      ["open", idsOf("open", "P#", "openKey"), expected(problems.filter((run) => run.openKey !== undefined))],
    ];
    for (const [name, found, wanted] of agreements) {
      if (found !== wanted) broken("I7", `${name} shows [${found}] and should show [${wanted}]`);
    }
  }
}

/** I9: a problem leaves the open work if, and only if, a later success supersedes it. */
function retiredViolations(runs: readonly Run[]): Violation[] {
  const byScope = Map.groupBy(
    runs.filter((run) => run.outcome === "succeeded"),
    (run) => JSON.stringify(correlationKey(run)),
  );
  return runs
    .filter((run) => isProblem(run.outcome) && run.type !== "restore.execute")
    .flatMap((run) => {
      const success = byScope.get(JSON.stringify(correlationKey(run)))?.find((one) => isLater(one, run));
      const isOpen = run.openKey !== undefined;
      if (isOpen === (success === undefined)) return [];
      const detail = isOpen
        ? `${run.id} is open although ${success?.id} succeeded later`
        : `${run.id} was retired and nothing later succeeded`;
      return [{ invariant: "I9", detail }];
    });
}

function correlationKey(run: Run) {
  const scope = correlationOf(run);
  return scope && [scope.workspaceId, scope.environmentId, scope.type, scope.correlationHash];
}
