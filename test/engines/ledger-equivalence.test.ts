import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createDynamoDb, type DynamoDb } from "../../local/engines/table/engine.ts";
import { createOpenLists } from "../../shared/ledger/open-lists.ts";
import { createRunLists } from "../../shared/ledger/run-lists.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import type { Run } from "../../shared/run/run.ts";
import { testClock } from "../support/clock.ts";
import { randomFrom, testIds } from "../support/ids.ts";
import { createEngineTable, tableDefinition } from "../support/table.ts";
import { createDirectClient, createWireClient } from "./dynamodb/client.ts";
import { createRandom } from "./random.ts";

const clock = testClock();

function engineTable(
  connect: (answer: (call: Parameters<DynamoDb["execute"]>[0]) => Promise<object>) => DynamoDBDocumentClient,
) {
  const engine = createDynamoDb({ clock });
  const client = connect(async (call) => engine.execute(call));
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition("ledger") } });
  return { client, tableName: "ledger" };
}

/** The ledger's own calls in random order, with seeded ids and times. */
async function story(target: { client: DynamoDBDocumentClient; tableName: string }, seed: number) {
  const random = createRandom(randomFrom(seed));
  const ids = testIds(seed);
  const time = testClock();
  const service = createRunService({ ...target, clock: time, ids });
  const queries = createRunQueries(target);
  const lists = createRunLists(target);
  const openLists = createOpenLists(target);
  const runs: Run[] = [];
  const answers: unknown[] = [];

  const ensure = async () => {
    const ensured = await service.ensure({
      type: "policy.sync",
      workspaceId: "acme",
      environmentId: random.pick(["acme-prod", null]),
      initiator: { id: "operator", name: "Operator" },
      identityHash: random.pick(["a".repeat(64), "b".repeat(64)]),
      correlationHash: "c".repeat(22),
      input: random.pick([{}, { providerConnectionId: "x" }, { long: "y".repeat(200) }]),
      context: { selectionHash: "s" },
      firstDueSeconds: 120,
      ...(random.chance(0.3) && {
        key: { workspaceId: "acme", caller: "operator", keyHash: random.pick(["k1", "k2"]), bodyHash: "h" },
      }),
    });
    if ("run" in ensured) runs.push(ensured.run);
    return ensured;
  };
  const message = () => ({ messageId: random.pick(["m1", "m2"]), receiveCount: 1 + random.below(3) });
  const steps: (() => Promise<unknown>)[] = [
    ensure,
    async () => queries.getRun(random.pick(runs).id),
    async () => service.recordDispatch(random.pick(runs).id, { version: 1, queue: "operations-long", jobId: "j" }),
    async () => service.reserveResend(random.pick(runs)),
    async () => {
      const { id, workspaceId, environmentId, type } = random.pick(runs);
      const correlation = { version: 1, runId: id, workspaceId, environmentId, type, queue: "operations-long" };
      const write = await service.claim(correlation, { ...message(), claimToken: ids.token(), remainingSeconds: 60 });
      // Later calls use this run, which may be stale by then.
      if (write.outcome === "written") runs.push(write.run);
      return write;
    },
    async () =>
      service.reportProgress(random.pick(runs), random.pick([{ counts: { processed: 3 } }, { phase: "read" }])),
    async () => service.handOver(random.pick(runs), { at: 4 }, { queuedWindowSeconds: 600 }),
    async () => service.rearm(random.pick(runs.filter((run) => run.dueAt !== undefined)), time.now().toISOString()),
    async () => service.retire(random.pick(runs.filter((run) => run.openKey !== undefined))),
    async () =>
      service.finish(
        random.pick(runs),
        { outcome: random.pick(["succeeded", "failed", "blocked"]), source: "worker", summaryCounts: { total: 1 } },
        random.pick(["attempt", "undelivered", "observed"]),
      ),
    async () => lists.findNewest([{ workspaceId: "acme" }], { floor: "" }, 3),
    async () => openLists.findOpen("acme", random.pick(["all", ["acme-prod"]]), random.pick(["A", "P"])),
    async () => lists.findActive(),
    async () => lists.findEndedProblems(undefined, 3),
    async () => queries.findDue(random.below(16), time.now().toISOString(), 10),
    async () => queries.findOpenProblems({ workspaceId: "acme", environmentId: "acme-prod" }, 10),
  ];

  answers.push(await ensure());
  for (let step = 0; step < 120; step++) {
    time.advance(random.pick([0, 1, 30, 90]));
    answers.push(await random.pick(steps)());
  }
  return answers;
}

it.each([1, 2, 3])("the in-process table answers ledger calls like DynamoDB Local (seed %i)", async (seed) => {
  const there = await story(await createEngineTable(), seed);

  expect(await story(engineTable(createWireClient), seed)).toEqual(there);
  expect(await story(engineTable(createDirectClient), seed)).toEqual(there);
});
