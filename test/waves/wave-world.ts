import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { createWorker } from "../../functions/worker/app.ts";
import { createHandlerDependencies } from "../../functions/worker/handler-dependencies.ts";
import { environmentItem, membershipItem } from "../../shared/access/items.ts";
import { envelopeOf } from "../../shared/dispatch/envelope.ts";
import type { Send } from "../../shared/dispatch/send.ts";
import type { End } from "../../shared/ledger/finish.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { correlationOf, createSuccessPointer, successOf } from "../../shared/ledger/success-pointer.ts";
import { createWaveLog } from "../../shared/ledger/wave-log.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import type { Run } from "../../shared/run/run.ts";
import { createNudgeWave } from "../../shared/waves/nudge-wave.ts";
import { eventOf, lambdaContext, recordOf } from "../functions/sqs-records.ts";
import { connection, createWorld } from "../functions/world.ts";
import { inRole } from "../support/permissions.ts";

type WorldOptions = NonNullable<Parameters<typeof createWorld>[0]>;

export const wavesPath = "/api/workspaces/acme/waves";
const operationsPath = "/api/workspaces/acme/operations";
const secondsOfStep = 61;

/** Both APIs and the worker of the short lane over one table, with environments that have a connection. */
export async function createWaveWorld(names: readonly string[], table?: WorldOptions["table"]) {
  const world = await createWorld(table && { table });
  const { clock, ids, runService } = world;
  const environmentIds = names.map((name) => `t-${name}`);
  for (const id of environmentIds) {
    await world.put(environmentItem("acme", id, { name: id }));
    await world.connections.put({ workspaceId: "acme", environmentId: id }, "default", connection);
  }
  const queries = createRunQueries(world);
  /** Targets whose start failed unexpectedly, in order. */
  const unstartable: string[] = [];
  const sent: { readonly run: Run; readonly delaySeconds: number }[] = [];
  const send: Send = async (run, _lane, delaySeconds = 0) => {
    sent.push({ run, delaySeconds });
    return { kind: "sent", queueJobId: `message-${sent.length}` };
  };
  const target = { client: world.client, tableName: world.tableName, clock, ids };
  const adapters = { findOperation, needs: createAdapterDependencies(target) };
  const askAdapter = createAskAdapter(adapters);
  const worker = inRole(
    "ShortLaneWorker",
    createWorker({
      ...target,
      lane: "short",
      runService,
      queries,
      send,
      findOperation,
      overrides: {},
      askAdapter,
      needs: createHandlerDependencies({
        ...target,
        send,
        onTargetFailure: (environmentId) => void unstartable.push(environmentId),
        deployment: "test",
        allowedOrigins: [],
        readSecret: async () => "",
      }),
      log: { error: unexpected, warn: unexpected, info: () => {}, debug: () => {} },
      reports: { rejected: unexpected, settled: () => {} },
    }),
  );
  let messages = 0;

  return {
    ...world,
    environmentIds,
    sent,
    unstartable,
    queries,
    /** Keeps a success for the problems that it supersedes, as its end's event does. */
    async remember(run: Run) {
      const line = correlationOf(run);
      if (line !== undefined) await createSuccessPointer(world).remember(line, successOf(run));
    },
    removeManager: () =>
      world.put(
        membershipItem("acme", "manager", {
          ...{ role: "manager", environments: "all", removedAt: "2026-03-01T00:00:00.000Z" },
        }),
      ),
    restrictManager: (environments: readonly string[]) =>
      world.put(membershipItem("acme", "manager", { role: "manager", environments: [...environments] })),
    addEnvironment: (name: string) => world.put(environmentItem("acme", `t-${name}`, { name })),
    nudge: createNudgeWave({ queries, send }),
    send,
    /** Starts a wave of policy syncs as a manager. */
    startWave: (body: object, headers: Record<string, string> = {}) =>
      world.call({
        ...{ method: "POST", path: wavesPath, as: "manager", headers },
        body: { type: "policy.sync", targets: { environmentIds }, ...body },
      }),
    /** Delivers one message of a wave to its worker. */
    async deliver(waveId: string) {
      const wave = await runOf(queries, waveId);
      const record = recordOf(JSON.stringify(envelopeOf(wave, "short")), { messageId: `step-${++messages}` });
      return worker(eventOf(record), lambdaContext());
    },
    /** The next step by time: a message of the sweep begins it. */
    async step(waveId: string) {
      clock.advance(secondsOfStep);
      return this.deliver(waveId);
    },
    /** Ends the active run of each of these environments. */
    async end(environments: readonly string[], end: Partial<End> = {}) {
      for (const environmentId of environments) {
        const found = sent.findLast(({ run }) => run.environmentId === environmentId);
        if (found === undefined) throw new Error(`no run was started in ${environmentId}`);
        const run = await runOf(queries, found.run.id);
        await runService.finish(run, { outcome: "succeeded", source: "worker", ...end }, "observed");
      }
    },
    /** The run that was last started in an environment. */
    async runIn(environmentId: string): Promise<Run> {
      const found = sent.findLast(({ run }) => run.environmentId === environmentId);
      return runOf(queries, found?.run.id ?? `in ${environmentId}`);
    },
    /** Names targets of a wave without starting them, as a step does that crashes. */
    name: (waveId: string, environments: readonly string[]) =>
      createWaveLog(world).take(waveId, 0, {
        targets: environments.map((environmentId) => ({ environmentId, runId: ids.next(clock.now()) })),
      }),
    /** Ends a wave as the sweep does when its time is over. */
    async endWave(waveId: string): Promise<Run> {
      const end = { outcome: "failed", source: "scheduled_reconciler", reasonCode: "run.stale_running" } as const;
      const failures = [{ code: end.reasonCode, message: "x" }];
      clock.advance(86_400);
      const write = await runService.finish(await runOf(queries, waveId), { ...end, failures }, "observed");
      if (write.outcome !== "written") throw new Error(`the end of wave ${waveId} was refused`);
      return write.run;
    },
    /** What stored records prove about the end of a wave. */
    ask: async (waveId: string) => askAdapter(await runOf(queries, waveId), clock.now()),
    settle: createSettleRecords(adapters),
    /** Proves a sync of an environment, as the event of its end does. */
    prove: (environmentId: string) =>
      createEnvironmentProofs(world).record("acme", environmentId, "sync", {
        ...{ runId: ids.next(clock.now()), asOf: clock.now().toISOString() },
      }),
    /** Environments in which a run was sent, in order. */
    started: () => sent.flatMap(({ run }) => run.environmentId ?? []),
    run: (id: string) => runOf(queries, id),
    targets: (waveId: string, query = "", as = "manager") =>
      world.call({ path: `${wavesPath}/${waveId}/targets`, query, as }),
    plan: (waveId: string, as = "manager") => world.call({ path: `${wavesPath}/${waveId}/plan`, as }),
    cancel: (waveId: string) =>
      world.call({
        ...{ method: "POST", path: `${operationsPath}/${waveId}/actions`, as: "manager" },
        body: { action: "cancel" },
      }),
    sentByApi: () =>
      world.sqs
        .commandCalls(SendMessageCommand)
        .map((call) => z.object({ MessageBody: z.string() }).parse(call.args[0].input).MessageBody),
  };
}
export type WaveWorld = Awaited<ReturnType<typeof createWaveWorld>>;

async function runOf(queries: ReturnType<typeof createRunQueries>, id: string): Promise<Run> {
  const run = await queries.getRun(id);
  if (run === undefined) throw new Error(`run ${id} is missing`);
  return run;
}

function unexpected(...line: unknown[]): never {
  throw new Error(`unexpected: ${line.map(String).join(" ")}`);
}
