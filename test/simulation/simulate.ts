import { lanes } from "../../shared/run/lanes.ts";
import { createActors } from "./actors.ts";
import { type World, workspaceIds } from "./assemble-world.ts";
import type { SimulatedCalls } from "./call-bound.ts";
import { createChecks } from "./checks.ts";
import type { FaultKind, FaultSetting } from "./faults.ts";
import type { Accepted, StartRequest } from "./key-checks.ts";
import { isSimulated, simulatedType } from "./operations.ts";
import type { Violation } from "./violation.ts";
import { createOperators } from "./whole/operators.ts";
import { releaseViolations } from "./whole/release-checks.ts";
import { createSurfaceChecks } from "./whole/surface-checks.ts";
import { type Broken, createWorld } from "./world.ts";

/** The result of one world. */
export interface WorldReport {
  readonly seed: number;
  readonly setting: FaultSetting;
  readonly runs: number;
  readonly accepted: number;
  /** The simulated operations: their stored runs, their accepted starts, and the table requests for both (I8). */
  readonly simulated: SimulatedCalls;
  /** The number of evaluations of each whole-world invariant. */
  readonly checked: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  readonly injected: Partial<Record<FaultKind, number>>;
  readonly units: World["units"];
  readonly outcomes: Readonly<Record<string, number>>;
  /** Virtual seconds from the first start until the world is idle. */
  readonly seconds: number;
}

type Request = Omit<StartRequest, "bodyHash"> & { readonly lane: (typeof lanes)[number] };

/** The maximum virtual time until a world is idle: two days. */
const horizonMillis = 2 * 86_400_000;
/** The sweep checks one of sixteen shards per minute and may be skipped several times in a row. */
const repairedWithinMillis = 4 * 3_600_000;
const startsWithinMillis = 600_000;
/** Longer than the lifetime of an identity. */
const leapMillis = 31 * 86_400_000;

/** Known violations: invariants that are checked but not asserted yet. */
const notYetHeld: ReadonlySet<string> = new Set(process.env.SIMULATION_ALL ? [] : []);

/** Runs one in-process world from its seed, with the product or with a mutant of it. */
export async function simulate(
  seed: number,
  setting: FaultSetting,
  startCount: number,
  broken: Broken = {},
  play: Play = {},
): Promise<WorldReport> {
  return playWorld(await createWorld(seed, setting, broken), startCount, play);
}

/** What a world may do otherwise, such as one with two releases. */
interface Play {
  /** Planned starts of real operations; by default one for every three simulated starts. */
  readonly realStartCount?: number;
  /** The world continues at least until this is true. */
  readonly mayEnd?: () => boolean;
  /** Violations that another release is known for. */
  readonly isExcused?: (violation: Violation) => boolean;
}

/** Runs a world with this many starts and all its faults until it is idle. */
export async function playWorld(world: World, startCount: number, play: Play = {}): Promise<WorldReport> {
  const { mayEnd = () => true, isExcused = () => false, realStartCount = Math.ceil(startCount / 3) } = play;
  const { scheduler, faults, random } = world;
  const actors = createActors(world);
  const checks = createChecks(world);
  const operators = world.tenants.length > 0 ? createOperators(world, actors) : undefined;
  await operators?.setUp();
  const surfaces = world.tenants.length > 0 ? createSurfaceChecks(world) : undefined;
  const accepted: Accepted[] = [];
  const asked: StartRequest[] = [];
  const refused: StartRequest[] = [];
  const begun = scheduler.trueClock.now().getTime();
  let open = 0;
  let era = 1;
  // In proportion to the starts, so that as many meet in a large world as in a small one.
  const subjectCount = Math.max(8, Math.round(startCount / 25));

  function planStart(): void {
    const request = {
      lane: random.pick(lanes),
      subject: `s${random.below(subjectCount)}`,
      workspaceId: random.pick(workspaceIds),
      environmentId: random.pick(["prod", "lab"]),
      key: random.chance(0.3) ? `k${random.below(10)}` : undefined,
      era,
    };
    const contenders = faults.happens("conditional_race") ? 2 + random.below(2) : 1;
    const at = scheduler.trueClock.now().getTime() + random.below(startsWithinMillis);
    for (let contender = 0; contender < contenders; contender++) {
      open += 1;
      scheduler.at(at + random.below(20), () => void askUntilAnswered(request));
    }
  }

  async function askUntilAnswered(request: Request): Promise<void> {
    const { lane, subject, workspaceId, environmentId, key } = request;
    const bodyHash = JSON.stringify([lane, subject, environmentId]);
    const operation = world.findOperation(simulatedType(lane));
    if (operation === undefined) throw new Error("a simulated operation is missing");
    const sent = { subject, workspaceId, environmentId, key, era: request.era, bodyHash };
    asked.push(sent);
    for (let tries = 0; tries < 3; tries++) {
      const ended = await actors.invoke("start", 29, () =>
        world.start({
          operation,
          lifecycle: operation.lifecycle,
          scope: { workspaceId, environmentId },
          initiator: { id: "operator", name: "Operator" },
          prepared: { kind: "start", identity: { subject }, input: { subject }, context: { subject } },
          ...(key !== undefined && { idempotency: { keyHash: key, bodyHash } }),
        }),
      );
      if (ended.kind === "returned") {
        const answer = ended.value;
        if ("run" in answer) accepted.push({ ...sent, runId: answer.run.id });
        else refused.push(sent);
        break;
      }
      await scheduler.sleep(1000 + random.below(20_000));
    }
    open -= 1;
  }

  async function playUntilQuiet(): Promise<void> {
    actors.begin();
    const isOver = () => {
      checks.look();
      const isIdle = open === 0 && operators?.isDone() !== false && checks.activeCount() === 0 && actors.isQuiet();
      return isIdle && mayEnd();
    };
    const becameQuiet = await scheduler.play(isOver, horizonMillis);
    if (!becameQuiet) checks.violations.push({ invariant: "I8", detail: "the world did not become quiet" });
    // A superseded problem that was missed leaves the open work after the sweep's next full pass.
    await scheduler.play(() => actors.isQuiet() && checks.openWorkViolations().every(isExcused), repairedWithinMillis);
    actors.stop();
  }

  const isAboutExpiry = faults.isSet("ttl_lag") || faults.isSet("ttl_early_delete");
  for (let start = 0; start < (isAboutExpiry ? startCount / 2 : startCount); start++) planStart();
  operators?.plan(realStartCount);
  await playUntilQuiet();
  if (isAboutExpiry) {
    await wait(leapMillis);
    era = 2;
    for (let start = 0; start < startCount / 2; start++) planStart();
    await playUntilQuiet();
  }
  // Indexes catch up within half a minute.
  await wait(60_000);
  await checks.settle(accepted, asked, refused);
  await surfaces?.look();
  await surfaces?.leave();
  const release = releaseViolations(world);
  world.disconnect();
  const violations = [...checks.violations, ...(surfaces?.violations ?? []), ...release.violations].filter(
    (violation) => !notYetHeld.has(violation.invariant) && !isExcused(violation),
  );

  const runs = checks.runs();
  const outcomes: Record<string, number> = {};
  for (const run of runs) outcomes[run.outcome] = (outcomes[run.outcome] ?? 0) + 1;
  return {
    seed: world.seed,
    setting: world.setting,
    runs: runs.length,
    accepted: accepted.length + (operators?.accepted() ?? 0),
    simulated: {
      runs: runs.filter(isSimulated).length,
      starts: accepted.length,
      requests: world.units.callsForSimulated ?? 0,
    },
    checked: { ...checks.checked, ...surfaces?.checked, W7: release.checked },
    violations,
    injected: faults.injected,
    units: world.units,
    outcomes,
    seconds: Math.round((scheduler.trueClock.now().getTime() - begun) / 1000),
  };

  async function wait(millis: number): Promise<void> {
    let isOver = false;
    scheduler.at(scheduler.trueClock.now().getTime() + millis, () => {
      isOver = true;
    });
    await scheduler.play(() => isOver, millis + 1);
  }
}
