import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { createBridge } from "../../functions/failed-job-bridge/app.ts";
import { createRunEvents } from "../../functions/run-events/app.ts";
import { envelopeOf } from "../../shared/dispatch/envelope.ts";
import { runKey } from "../../shared/ledger/keys.ts";
import { type NewRun, queuedRunItem } from "../../shared/ledger/run-item.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createCancelRun } from "../../shared/reconcile/cancel-run.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createSweep } from "../../shared/reconcile/sweep.ts";
import type { Run } from "../../shared/run/run.ts";
import { eventOf, laneOfQueue, recordOf } from "../functions/sqs-records.ts";
import { correlation, delivery, interceptedClient } from "../ledger/world.ts";
import type { RestoreWorld } from "./restore-world.ts";

const messageId = "m1";
/** Longer than every window of every type: the sweep closes a run that still has no owner. */
const abandonedSeconds = 25 * 3600;

/** The components that end a run without its worker, each as deployed, over the table of a world. */
export function createEnders(world: RestoreWorld) {
  // A client of its own: none of these components has a worker's rights.
  const target = { client: interceptedClient(world, (_command, call) => call()), tableName: world.tableName };
  const { clock, ids } = world;
  const parts = { ...target, clock, ids };
  const runService = createRunService(parts);
  const queries = createRunQueries(target);
  const needs = createAdapterDependencies(parts);
  const askAdapter = createAskAdapter({ findOperation, needs });
  const reconcileRun = createReconcileRun({ runService, askAdapter, clock });
  const cancelRun = createCancelRun({ runService, reconcileRun, findOperation, clock });
  const settleRecords = createSettleRecords({ findOperation, needs });
  const fail = (_id: string, error: unknown) => {
    throw error;
  };
  const bridge = createBridge({
    ...{ queries, runService, askAdapter, findOperation, clock },
    laneOf: laneOfQueue,
    reports: { rejected: (reason) => fail("", new Error(reason)), settled() {}, failed: fail },
  });
  const sweep = createSweep({
    ...{ queries, runService, reconcileRun, findOperation, clock },
    delivery: { deliver: fail, deliverAgain: fail, deliverForgotten: fail } as never,
    overrides: {},
    onFailure: fail,
  });
  const runEvents = createRunEvents({
    clock,
    follow: settleRecords,
    park: async ({ runId }) => fail(String(runId), new Error("an end was parked")),
    onFailure: fail,
  });

  async function itemOf(run: Run) {
    const read = new GetCommand({ TableName: world.tableName, Key: runKey(run.id), ConsistentRead: true });
    return (await target.client.send(read)).Item ?? {};
  }

  return {
    /** Stores a run that a world prepared, and claims it as the worker of its lane would. */
    async store(run: Run): Promise<Run> {
      const { id, type, workspaceId, environmentId, initiator, createdAt, correlationHash, gen, epoch, context } = run;
      const scope = { workspaceId, environmentId };
      const place = { correlationHash, gen, epoch };
      const queued: NewRun = { id, type, ...scope, initiator, createdAt, ...place, input: run.input ?? {}, context };
      const item = queuedRunItem(queued, ids.token(), run.createdAt);
      await target.client.send(new PutCommand({ TableName: world.tableName, Item: item }));
      const lane = findOperation(run.type)?.lane ?? "long";
      const { queue } = envelopeOf(run, lane).job;
      const write = await runService.claim(correlation(run.id, { type: run.type, queue }), delivery({ messageId }));
      if (write.outcome !== "written") throw new Error(`run ${run.id} could not be claimed`);
      return { ...write.run, input: run.input };
    },

    /** What ends an abandoned run, by name. */
    hands: {
      async bridge(run: Run) {
        clock.advance(3600);
        const body = JSON.stringify(envelopeOf(run, findOperation(run.type)?.lane ?? "long"));
        await bridge(eventOf(recordOf(body, { messageId })));
      },
      async sweep() {
        clock.advance(abandonedSeconds);
        await sweep({ runsMax: 100, mayGoOn: () => true });
      },
      async operator(run: Run) {
        clock.advance(3600);
        const stored = await queries.getRun(run.id);
        if (stored === undefined) throw new Error(`run ${run.id} is not stored`);
        await cancelRun(stored, { by: "operator", at: clock.now().toISOString() });
      },
    } satisfies Record<string, (run: Run) => Promise<void>>,

    /** Delivers the end of a run to the follower; throws when it has not ended. */
    async follow(run: Run): Promise<Run> {
      const item = await itemOf(run);
      if (item.status !== "completed") throw new Error(`run ${run.id} is ${item.status}`);
      const NewImage = marshall(item, { removeUndefinedValues: true });
      await runEvents({ Records: [{ eventName: "MODIFY", dynamodb: { SequenceNumber: "1", NewImage } }] } as never);
      return (await queries.getRun(run.id)) ?? run;
    },
  };
}
