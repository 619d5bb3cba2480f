import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import { environmentItem, membershipItem, workspaceItem } from "../../shared/access/items.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { correlationVersion } from "../../shared/dispatch/envelope.ts";
import type { Send } from "../../shared/dispatch/send.ts";
import { createStarter } from "../../shared/dispatch/start-run.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createWaveLog } from "../../shared/ledger/wave-log.ts";
import type { Prepared } from "../../shared/operations/define-operation.ts";
import { laneLifecycles } from "../../shared/operations/lane-lifecycles.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { waveInput } from "../../shared/operations/waves/operations.wave.input.ts";
import { waveStartOf } from "../../shared/operations/waves/operations.wave.start.ts";
import { operationsWave } from "../../shared/operations/waves/operations.wave.ts";
import { queueOf } from "../../shared/run/lanes.ts";
import { createAbortWave } from "../../shared/waves/abort-wave.ts";
import { createReadWaveOf } from "../../shared/waves/create-wave-proof.ts";
import { createWaveSteps } from "../../shared/waves/create-wave-steps.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import { testIds } from "../support/ids.ts";
import { tableDefinition } from "../support/table.ts";
import type { Turn } from "../support/turns.ts";

export const workspaceId = "acme";
const atOnce: Turn = async (execute) => execute();
const start = { kind: "start", identity: { subject: "x" }, input: {}, context: { subject: "x" } } as const;
const prepared: Extract<Prepared, { kind: "start" }> = start;

/** Work that is the same in every environment; the world decides how its runs end. */
export const work: AnyOperation = {
  ...{ type: "simulated.work", family: "policies", ownership: "environment", risk: "read", lane: "short" },
  ...{ expectedDurationSeconds: 1, lifecycle: laneLifecycles.short, capability: "tenant.operations.start" },
  ...{ correlationKeys: ["subject"], actionability: "later_success", provenBy: "nothing", proves: "nothing" },
  input: z.strictObject({}),
  start: {
    prepare: async () => ({ prepare: async () => prepared }),
    handle: async () => ({ handle: async () => ({ kind: "ended", outcome: "succeeded" }) }),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
};

export type SimulatedRules = Pick<z.infer<typeof waveInput>, "canary" | "concurrency" | "stop">;

/** A table in memory with a wave, and functions whose calls take turns. */
export async function createSimulatedWave(targets: number, rules: SimulatedRules) {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  const clock: Clock = { now: () => new Date(now) };
  const engine = createDynamoDb({ clock });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition("t") } });
  const targetOf = (turn: Turn) => ({
    client: createDirectClient((call) => turn(() => engine.execute(call))),
    tableName: "t",
  });
  const table = targetOf(atOnce);
  const environmentIds = Array.from({ length: targets }, (_, at) => `e${at}`);
  const items = [
    workspaceItem(workspaceId, { name: "Acme" }),
    membershipItem(workspaceId, "manager", { role: "manager", environments: "all" }),
    ...environmentIds.map((id) => environmentItem(workspaceId, id, { name: id })),
  ];
  for (const Item of items) await table.client.send(new PutCommand({ TableName: "t", Item }));
  const send: Send = async () => ({ kind: "sent", queueJobId: "message" });
  const findOperation = (type: string) => (type === work.type ? work : undefined);
  let seeds = 0;

  function functionOf(turn: Turn) {
    const own = { ...targetOf(turn), clock, ids: testIds(++seeds) };
    const runService = createRunService(own);
    const delivery = createDelivery({ runService, clock, send });
    const steps = createWaveSteps({ ...own, send, findOperation, overrides: {}, onTargetFailure: unexpected });
    const queries = createRunQueries(own);
    const starter = createStarter({ runService, delivery });
    const initiator = { id: "manager", name: "manager" };
    return {
      runService,
      startWave: () =>
        starter({
          ...{ operation: operationsWave, lifecycle: laneLifecycles.short, initiator },
          scope: { workspaceId, environmentId: null },
          prepared: waveStartOf({ type: work.type, input: {}, environmentIds, ...rules }),
        }),
      /** A person starts the same work in one of the environments. */
      startWork: (environmentId: string) =>
        starter({
          operation: work,
          lifecycle: work.lifecycle,
          scope: { workspaceId, environmentId },
          initiator,
          prepared,
        }),
      /** One delivery of the wave's message. Its lease is over at once, so another step may begin beside it. */
      async step(waveId: string, isZombie: boolean) {
        const claimed = await runService.claim(
          {
            ...{ version: correlationVersion, runId: waveId, workspaceId, environmentId: null },
            ...{ type: operationsWave.type, queue: queueOf("short") },
          },
          {
            ...{ messageId: `m${seeds}`, receiveCount: 1, claimToken: own.ids.token() },
            ...{ remainingSeconds: isZombie ? -30 : 30, isStep: true },
          },
        );
        if (claimed.outcome === "refused") return;
        const { run } = claimed;
        const input = waveInput.parse(await queries.getInput(run));
        const result = await steps.step({ run, input, timeLeftMillis: () => 60_000 });
        if (result.kind === "ended") {
          const { kind: _kind, ...end } = result;
          await runService.finish(run, { ...end, source: "worker" }, "attempt");
        } else {
          await runService.handOver(run, result.checkpoint, { queuedWindowSeconds: 60, step: result.step });
        }
      },
      async abort(waveId: string) {
        const run = await queries.getRun(waveId);
        if (run === undefined) return;
        const write = await runService.requestCancel(run, { by: "manager", at: clock.now().toISOString() });
        const stored = write.outcome === "written" ? write.run : write.stored;
        if (stored !== undefined) await createAbortWave({ log: createWaveLog(own), send, clock })(stored);
      },
      async end(runId: string, outcome: "succeeded" | "failed") {
        const run = await queries.getRun(runId);
        if (run === undefined || run.status === "completed") return;
        const failures = outcome === "failed" ? { failures: [{ code: "x", message: "x" }] } : {};
        await runService.finish(run, { outcome, source: "operator", ...failures }, "observed");
      },
    };
  }

  return {
    ...functionOf(atOnce),
    clock,
    environmentIds,
    functionOf,
    queries: createRunQueries(table),
    readWave: createReadWaveOf(table),
    advance(millis: number) {
      now += millis;
    },
    /** All stored items, as plain values. */
    items: (): readonly Record<string, unknown>[] => engine.table("t").items().map(fromItem),
  };
}
export type SimulatedWave = Awaited<ReturnType<typeof createSimulatedWave>>;

function unexpected(_environmentId: string, error: unknown): never {
  throw error;
}
