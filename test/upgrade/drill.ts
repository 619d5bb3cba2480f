import type { StartRequest } from "../../shared/operations/define-operation.ts";
import type { World } from "../simulation/assemble-world.ts";
import type { FaultSetting } from "../simulation/faults.ts";
import { playWorld, type WorldReport } from "../simulation/simulate.ts";
import type { Violation } from "../simulation/violation.ts";
import { type Broken, createWorld } from "../simulation/world.ts";
import { createExcuses } from "./excuses.ts";
import { createMixedWorld, type OlderTraces } from "./mixed-world.ts";
import { olderPageViolations } from "./older-pages.ts";
import type { Plan } from "./plans.ts";

export interface DrillReport extends WorldReport {
  readonly traces: OlderTraces;
  readonly excused: readonly Violation[];
  readonly olderPages: number;
}

/** Today's release syncs once more this many minutes after it runs everything, so that W2 holds without an excuse. */
const lastSyncAfterMinutes = 40;
const endsAfterMinutes = 60;

/** Plays one world in which both releases work on one table and its queues, with the faults of the simulation. */
export async function drill(
  seed: number,
  setting: FaultSetting,
  plan: Plan,
  startCount: number,
  broken: Broken = {},
): Promise<DrillReport> {
  const world = await createWorld(seed, setting, broken);
  const { mixed, traces, older, minutes } = createMixedWorld(world, plan);
  const isKnown = createExcuses(world, traces);
  const excused = new Map<string, Violation>();
  const isExcused = (violation: Violation) => {
    const is = isKnown(violation);
    if (is) excused.set(violation.detail, violation);
    return is;
  };
  planLastSyncs(world, plan);
  const mayEnd = () => minutes() >= plan.todayFromMinute + endsAfterMinutes;
  const report = await playWorld(mixed, startCount, { mayEnd, isExcused });
  const pages = await olderPageViolations(world, older);
  const surprises = world.failures.flatMap(({ where, error }): Violation[] =>
    isSurprise(error) ? [{ invariant: "W7", detail: `${where} failed: ${String(error).slice(0, 500)}` }] : [],
  );
  return {
    ...report,
    violations: [...report.violations, ...pages.violations, ...surprises],
    traces,
    excused: [...excused.values()],
    olderPages: pages.checked,
  };
}

function planLastSyncs(world: World, { todayFromMinute }: Plan): void {
  const { scheduler, product, client, tableName } = world;
  const at = scheduler.trueClock.now().getTime() + (todayFromMinute + lastSyncAfterMinutes) * 60_000;
  const needs = product.createPrepareDependencies({ client, tableName, clock: scheduler.clock });
  const operation = world.findOperation("policy.sync");
  if (operation === undefined || operation.start === "not_startable") throw new Error("policy.sync cannot be started");
  const { lifecycle, start } = operation;
  const sync = async (scope: StartRequest<unknown>["scope"]) => {
    const { prepare } = await start.prepare();
    const prepared = await prepare({ input: operation.input.parse({}), scope }, needs);
    if (prepared.kind !== "start") return;
    await world.start({ operation, lifecycle, scope, initiator: { id: "operator", name: "Operator" }, prepared });
  };
  for (const { scope } of world.tenants) {
    const program = { label: "start", skewMillis: 0, endsAt: Number.POSITIVE_INFINITY, run: { type: "policy.sync" } };
    scheduler.at(at, () => void scheduler.run(program, () => sync(scope)));
  }
}

/** An error that no injected fault and no handler of the simulation throws. */
function isSurprise(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isInjected = error instanceof TypeError && error.message === "fetch failed";
  const isBug = /Zod/.test(error.name) || error instanceof TypeError || error instanceof SyntaxError;
  return (!isInjected && isBug) || error.message.startsWith("start: ");
}
