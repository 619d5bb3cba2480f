import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { createSender } from "../../shared/dispatch/send.ts";
import { createReplay, createStarter, type RunRequest } from "../../shared/dispatch/start-run.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { type Correlation, createRunService, type Delivery } from "../../shared/ledger/run-service.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { createEngineTable, createTestTable, localAws, type TestTable } from "../support/table.ts";

export const policySync = {
  operation: { type: "policy.sync", lane: "long", correlationKeys: ["selectionHash"] },
  lifecycle: {
    queuedStaleAfterSeconds: 600,
    closeQueuedAfterSeconds: 3600,
    runningStaleAfterSeconds: 2100,
    expectedMaxRuntimeSeconds: 810,
  },
  scope: { workspaceId: "acme", environmentId: "acme-prod" },
  initiator: { id: "operator", name: "Operator" },
  prepared: {
    kind: "start",
    identity: { providerConnectionId: "default" },
    input: { providerConnectionId: "default" },
    context: { providerConnectionId: "default", selectionHash: "0123456789abcdefghijkl" },
  },
} as const satisfies RunRequest;

export interface World extends Awaited<ReturnType<typeof createWorld>> {}

/** A table, a stubbed queue and the ledger over them, with a settable clock. */
export async function createWorld(options: { table?: TestTable; clock?: TestClock; seed?: number } = {}) {
  const table = options.table ?? (await createTestTable());
  const clock = options.clock ?? testClock();
  const sqsClient = new SQSClient(localAws);
  const sqs = mockClient(sqsClient);
  let sent = 0;
  sqs
    .on(SendMessageCommand)
    .callsFake(() => ({ MessageId: `00000000-0000-4000-8000-${String(++sent).padStart(12, "0")}` }));
  return {
    table,
    clock,
    sqs,
    sqsClient,
    ...parts({ table, clock, sqs: sqsClient, seed: options.seed ?? 1 }),
    sent: () => sent,
  };
}

/** A world whose table is in the engine's process: for the ledger's own tests, whose subject is what the table does. */
export async function createEngineWorld(options: { table?: TestTable; clock?: TestClock } = {}): Promise<World> {
  return createWorld({ table: await createEngineTable(), ...options });
}

/** The ledger and its starter over one client; a separate contender when client or seed differ. */
export function parts(of: {
  table: Pick<TestTable, "client" | "tableName">;
  clock: TestClock;
  sqs: SQSClient;
  seed: number;
}) {
  const { clock } = of;
  const ids = testIds(of.seed);
  const runService = createRunService({ ...of.table, clock, ids });
  const queries = createRunQueries(of.table);
  const send = createSender({ client: of.sqs, queueUrls: { short: "http://queue/short", long: "http://queue/long" } });
  const delivery = createDelivery({ runService, send, clock });
  const start = createStarter({ runService, delivery });
  return { ids, runService, queries, send, delivery, start, replay: createReplay({ runService, delivery }) };
}

/** A client of the same table whose calls pass through `each`, which may throw before or after the call. */
export function interceptedClient(
  table: Pick<TestTable, "connect">,
  each: (command: string, call: () => Promise<unknown>) => Promise<unknown>,
) {
  const client = table.connect();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      let answer: Awaited<ReturnType<typeof next>> | undefined;
      await each(context.commandName ?? "", async () => {
        answer = await next(args);
        return answer;
      });
      if (answer === undefined) throw new Error("the intercepted call gave no answer");
      return answer;
    },
    { step: "initialize", name: "intercept" },
  );
  return client;
}

export const correlation = (runId: string, over: Partial<Correlation> = {}): Correlation => ({
  version: 1,
  runId,
  workspaceId: "acme",
  environmentId: "acme-prod",
  type: "policy.sync",
  queue: "operations-long",
  ...over,
});

export const delivery = (over: Partial<Delivery> = {}): Delivery => ({
  messageId: "m1",
  receiveCount: 1,
  claimToken: "token-1",
  remainingSeconds: 840,
  ...over,
});
