import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, expect, it, vi } from "vitest";
import { startQueues } from "../faults/emulator/queue-server.ts";
import { declaredQueues } from "../simulation/queues.ts";
import { NOW } from "../support/clock.ts";
import { randomFrom } from "../support/ids.ts";
import { localAws } from "../support/table.ts";
import { outcomeOf, randomAsks, type Side, work } from "./queue-equivalence.ts";
import { createRandom } from "./random.ts";
import { createDirectSqsClient } from "./sqs/client.ts";
import { createSqs, queueUrlOf } from "./sqs/engine.ts";

const requestCount = 2000;
const seed = 20_260_302;

afterEach(() => {
  vi.useRealTimers();
});

it(`in-process queue answers ${requestCount} random requests like the reference queue server`, async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const server = await startQueues();
  const client = new SQSClient({ endpoint: server.endpoint, ...localAws, useQueueUrlAsEndpoint: false });
  try {
    const urlOf = (name: string) => server.urlOf(name) || `${server.endpoint}/000000000000/${name}`;
    const { difference, errors } = await compare({ client, urlOf, receipts: new Map(), given: [] });

    expect(difference).toBeUndefined();
    expect([...errors].sort()).toEqual([
      "InvalidMessageContents",
      "InvalidParameterValue",
      "MessageNotInflight",
      "MissingParameter",
      "QueueDoesNotExist",
    ]);
  } finally {
    client.destroy();
    await server.stop();
  }
});

/** Sends the same requests to both queue servers; returns the first difference and the names of all errors. */
async function compare(there: Side) {
  const random = createRandom(randomFrom(seed));
  // Standard queues are unordered, so this engine delivers the message that the other one delivered, if it has it.
  let wanted: string[] = [];
  const sqs = createSqs({
    clock: { now: () => new Date() },
    queues: declaredQueues,
    choose(queue) {
      const next = wanted.shift();
      const isReady = ({ visibleAt }: { visibleAt: number }) => visibleAt <= Date.now();
      const ready = sqs.queue(queue).messages().filter(isReady);
      return Math.max(
        0,
        ready.findIndex(({ body }) => body === next),
      );
    },
  });
  const here: Side = {
    client: createDirectSqsClient(async (call) => sqs.execute(call)),
    urlOf: queueUrlOf,
    receipts: new Map(),
    given: [],
  };
  const next = randomAsks(random, sqs.queue(work).messages, Date.now);
  const errors = new Set<string>();

  for (let at = 0; at < requestCount; ) {
    vi.setSystemTime(Date.now() + random.below(60) * 1000);
    for (const ask of next()) {
      at += 1;
      there.given.length = 0;
      const saidThere = await outcomeOf(ask, there);
      wanted = [...there.given];
      const saidHere = await outcomeOf(ask, here);
      if ("error" in saidThere) errors.add(saidThere.error);
      if (JSON.stringify(saidHere) !== JSON.stringify(saidThere)) {
        return { difference: { seed, at, here: saidHere, there: saidThere }, errors };
      }
    }
  }
  return { difference: undefined, errors };
}
