import { itemSize, writeUnits } from "../../local/engines/table/sizes.ts";
import type { ChangeRecord } from "../../local/engines/table/table.ts";
import type { Item } from "../../local/engines/table/value-types.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { isCancelled } from "../../shared/run/cancelled.ts";
import type { Run } from "../../shared/run/run.ts";
import { isProblem } from "../../shared/run/status.ts";
import { redeliverySeconds } from "../../shared/run/sweep-due.ts";
import type { World } from "./assemble-world.ts";
import { requestMillisMax } from "./gateways.ts";
import { isSimulated, provableLane, simulatedType } from "./operations.ts";
import type { Violation } from "./violation.ts";

interface Step {
  readonly change: ChangeRecord;
  readonly before: Run | undefined;
  readonly after: Run;
}

/** The sweep runs every minute. It may be skipped several times in a row, and an index may lag by half a minute. */
const sweepsMissedMax = 12;
const isCalm = (world: World) => Object.keys(world.setting).length === 0;

/** Violations of one change of a run: its cost, and when and under which condition a run was closed. */
export function changeViolations(world: World, step: Step): Violation[] {
  return [...unitViolations(world, step), ...closingViolations(world, step), ...instantViolations(world, step)];
}

/**
 * I11: a change's timestamps equal the time of the change, within the writer's clock skew and request time. So history
 * goes backwards by no more than both.
 */
function instantViolations(world: World, { change, before, after }: Step): Violation[] {
  const stamped = [
    before === undefined ? after.createdAt : undefined,
    after.claims.length > (before?.claims.length ?? 0) ? after.claims.at(-1) : undefined,
    before?.completedAt === after.completedAt ? undefined : after.completedAt,
  ].filter((instant) => instant !== undefined);
  const newest = change.at.getTime() + world.skewMillisMax;
  const oldest = change.at.getTime() - world.skewMillisMax - requestMillisMax(world.setting);
  return stamped
    .filter((instant) => Date.parse(instant) > newest || Date.parse(instant) < oldest)
    .map((instant) => ({
      invariant: "I11",
      detail: `${after.id} says ${instant} of what happened at ${change.at.toISOString()}`,
    }));
}

/** I10: a change consumes write units for its item size, plus those of the index entries that it changes. */
function unitViolations(world: World, { change, before, after }: Step): Violation[] {
  const units = world.unitsOf(change.sequence);
  if (units === undefined) return [];
  const sizes = [change.oldImage, change.newImage].map((image) => (image === undefined ? 0 : sizeOf(image)));
  const expected = writeUnits(Math.max(...sizes)) + indexUnitsOf(before, after);
  const found = units === expected ? [] : [`${after.id} took ${units} units for a move of ${expected}`];
  const isUndisturbed = after.waitedSeconds === 0 && !isCancelled(after) && after.context.reconciliation === undefined;
  const isUsual = isSimulated(after) && after.claims.length <= 3 && isUndisturbed;
  if (isUsual && Math.max(...sizes) > 1024) found.push(`${after.id} outgrew its one unit on a usual life`);
  return found.map((detail) => ({ invariant: "I10", detail }));
}

/** The new image of one change is the old image of the next, so each is measured once. */
const knownSizes = new WeakMap<Item, number>();

function sizeOf(item: Item): number {
  const size = knownSizes.get(item) ?? itemSize(item);
  knownSizes.set(item, size);
  return size;
}

function indexUnitsOf(before: Run | undefined, after: Run): number {
  // A record that starts as completed is indexed only in the workspace and environment timelines.
  if (before === undefined) return (after.environmentId === null ? 1 : 2) + (after.status === "completed" ? 0 : 2);
  if (before.status === "completed") {
    // An entry that leaves costs one unit; one that takes another key leaves and enters.
    return before.openKey === after.openKey ? 0 : after.openKey === undefined ? 1 : 2;
  }
  if (after.status === "completed") return isProblem(after.outcome) ? 4 : 2;
  return before.dueAt === after.dueAt ? 0 : 2;
}

/** I1: a run is closed only after it was shown as stale, soon afterwards, and never over a proof of success. */
function closingViolations(world: World, { change, before, after }: Step): Violation[] {
  if (before === undefined || before.status === "completed" || after.status !== "completed") return [];
  const found: Violation[] = [];
  const source = after.endedBy?.source;
  const reason = after.endedBy?.reasonCode ?? "";
  const isClosed = after.outcome === "failed" && (source === "scheduled_reconciler" || source === "failed_job_bridge");
  // The closer first queries for proof, and its write request then takes time.
  const askedBy = change.at.getTime() - requestMillisMax(world.setting) - 1000;
  const shownSince = world.effects.get(after.id)?.getTime() ?? Number.POSITIVE_INFINITY;
  if (isClosed && after.type === simulatedType(provableLane) && shownSince < askedBy) {
    found.push({ invariant: "I5", detail: `${after.id} was closed as failed although its work is proven` });
  }
  if (source !== "scheduled_reconciler") return found;
  if (isCalm(world) && isClosed)
    found.push({ invariant: "I1", detail: `${after.id} was lost with nothing going wrong` });
  const lifecycle = world.findOperation(after.type)?.lifecycle ?? "uncovered";
  if (lifecycle === "uncovered" || !reason.startsWith("run.stale_") || before.messageId === undefined) return found;
  // A program's clock may be ahead of virtual time.
  const ahead = new Date(change.at.getTime() + world.skewMillisMax);
  if (deriveFreshness(before, lifecycle, ahead) !== "likely_stale") {
    found.push({ invariant: "I1", detail: `${after.id} was closed as stale while it was shown as fresh` });
  }
  const window = lifecycle.runningStaleAfterSeconds * 1000;
  const deadline = Math.max(
    Date.parse(before.startedAt ?? before.createdAt) + window,
    Date.parse(before.leaseUntil ?? "") + redeliverySeconds * 1000,
  );
  if (change.at.getTime() > deadline + sweepsMissedMax * 60_000) {
    found.push({ invariant: "I1", detail: `${after.id} stayed active long after its last limit` });
  }
  return found;
}
