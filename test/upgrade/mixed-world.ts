import type { SQSEvent } from "aws-lambda";
import { envelope } from "../../shared/dispatch/envelope.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import type { lanes } from "../../shared/run/lanes.ts";
import type { World } from "../simulation/assemble-world.ts";
import { createOlderRelease } from "./older-release.ts";
import type { Plan, Role } from "./plans.ts";

/** The runs in which a function of release 0.1 took part. */
export interface OlderTraces {
  /** Delivered to its worker at least once. */
  readonly worked: Set<string>;
  /** Delivered to today's worker at least once. */
  readonly workedToday: Set<string>;
  /** Invocations by release and function. */
  readonly invocations: Record<string, number>;
}

/** A world in which a plan decides, invocation by invocation, which release a function runs. */
export function createMixedWorld(world: World, plan: Plan) {
  const { scheduler } = world;
  const begun = scheduler.trueClock.now().getTime();
  const minutes = () => (scheduler.trueClock.now().getTime() - begun) / 60_000;
  const older = createOlderRelease(world);
  const traces: OlderTraces = { worked: new Set(), workedToday: new Set(), invocations: {} };
  const olderStarts = new WeakSet<object>();

  function isOlder(role: Role): boolean {
    const is = plan.isOlder(role, minutes(), world.random);
    const name = `${is ? "0.1" : "today"} ${role}`;
    traces.invocations[name] = (traces.invocations[name] ?? 0) + 1;
    return is;
  }

  /** An operation as the API of the moment prepares and starts it. */
  function findOperation(type: string): AnyOperation | undefined {
    const operation = world.findOperation(type);
    const then = older.findOperation(type);
    if (operation === undefined || then === undefined || !isOlder("api")) return operation;
    const { start } = operation;
    const { start: olderStart } = then;
    if (start === "not_startable" || olderStart === "not_startable") return operation;
    const prepare = (request: unknown) => olderStart.prepare(request, older.prepareNeeds) as never;
    const facade: AnyOperation = { ...operation, start: { ...start, prepare: async () => ({ prepare }) } };
    olderStarts.add(facade);
    return facade;
  }

  const workerOf = (lane: (typeof lanes)[number]): World["workers"]["short"] => {
    return (event, context) => {
      const is = isOlder("worker");
      for (const runId of runsOf(event)) (is ? traces.worked : traces.workedToday).add(runId);
      return (is ? older : world).workers[lane](event, context);
    };
  };

  const mixed: World = {
    ...world,
    findOperation,
    async start(request) {
      const is = olderStarts.has(request.operation);
      try {
        return await (is ? older : world).start(request);
      } catch (error) {
        world.failures.push({ where: is ? "older API" : "API", error });
        throw error;
      }
    },
    cancelRun: (...asked) => (isOlder("api") ? older : world).cancelRun(...asked),
    workers: { short: workerOf("short"), long: workerOf("long") },
    bridge: (event) => (isOlder("bridge") ? older : world).bridge(event),
    sweep: (event, context) => (isOlder("sweep") ? older : world).sweep(event, context),
    runEvents: (event) => (isOlder("run-events") ? older : world).runEvents(event),
  };
  return { mixed, traces, older, minutes };
}

const runsOf = ({ Records }: SQSEvent) =>
  Records.flatMap(({ body }) => envelope.safeParse(JSON.parse(body)).data?.correlation.operationRunId ?? []);
