import { once } from "node:events";
import { createServer } from "node:http";
import { SendMessageCommand, SQSClient, SQSServiceException } from "@aws-sdk/client-sqs";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { localAws } from "../support/table.ts";
import { correlation, createEngineWorld, delivery, interceptedClient, parts, policySync, type World } from "./world.ts";

const keyed = { ...policySync, idempotency: { keyHash: "k1", bodyHash: "b1" } };

async function storedRuns(world: World) {
  const answer = await world.table.client.send(new ScanCommand({ TableName: world.table.tableName }));
  return (answer.Items ?? []).filter((item) => String(item.pk).startsWith("RUN#") && item.type !== undefined);
}

/** A start whose process crashes before its nth store or queue call. */
function stoppedBefore(world: World, step: number, seed: number) {
  let calls = 0;
  const client = interceptedClient(world.table, async (_name, call) => {
    calls += 1;
    if (calls > step) throw new Error("stopped");
    return call();
  });
  return parts({ table: { ...world.table, client }, clock: world.clock, sqs: world.sqsClient, seed });
}

describe("a start", () => {
  it("creates one queued run for twenty concurrent identical requests", async () => {
    const world = await createEngineWorld();

    const answers = await Promise.all(Array.from({ length: 20 }, () => world.start(policySync)));

    const results = answers.map((answer) => answer.result).sort();
    expect(results).toEqual([...Array(19).fill("already_running"), "queued"]);
    expect(await storedRuns(world)).toHaveLength(1);
    expect(world.sent()).toBe(1);
  });

  it.each([0, 1, 2])("leaves one delivered run when its creator crashes before store call %i", async (step) => {
    const world = await createEngineWorld();
    await stoppedBefore(world, step, 7)
      .start(policySync)
      .catch(() => undefined);
    world.clock.advance(61);

    const answer = await world.start(policySync);

    expect(answer.result).toBe(step < 2 ? "queued" : "already_running");
    expect(await storedRuns(world)).toHaveLength(1);
    const [run] = await storedRuns(world);
    expect(run?.dispatch).toBeDefined();
  });

  it.each([0, 1, 2, 3])("replays the first run for its key after a crash before store call %i", async (step) => {
    const world = await createEngineWorld();
    await stoppedBefore(world, step, 7)
      .start(keyed)
      .catch(() => undefined);

    const retry = await world.start(keyed);
    const again = await world.start(keyed);

    expect(await storedRuns(world)).toHaveLength(1);
    expect("run" in retry && "run" in again && again.run.id === retry.run.id).toBe(true);
  });

  it("is sent by the request that stored the run despite a concurrent key pointer", async () => {
    const world = await createEngineWorld();
    // A start crashed after reserving the identity; a keyed start takes over, and its pointer is written twice.
    await stoppedBefore(world, 1, 7)
      .start(policySync)
      .catch(() => undefined);
    const client = interceptedClient(world.table, async (name, call) => {
      const isPointer = name === "PutItemCommand" && ++puts === 4;
      return isPointer ? call().then(call) : call();
    });
    let puts = 0;
    const contender = parts({ table: { ...world.table, client }, clock: world.clock, sqs: world.sqsClient, seed: 3 });

    const answer = await contender.start(keyed);

    expect(answer.result).toBe("queued");
    expect(world.sent()).toBe(1);
  });

  it("rejects a key reused with another body and names the first run", async () => {
    const world = await createEngineWorld();
    const first = await world.start(keyed);

    const second = await world.start({ ...keyed, idempotency: { keyHash: "k1", bodyHash: "b2" } });

    expect(second).toEqual({ result: "idempotency_key_reused", runId: "run" in first ? first.run.id : "" });
  });

  it("is a replay when a repetition of its key has stored the run meanwhile", async () => {
    const world = await createEngineWorld();
    const results: string[] = [];
    let calls = 0;
    const client = interceptedClient(world.table, async (_name, call) => {
      calls += 1;
      // The key is claimed, and its run is not stored yet.
      if (calls === 2) results.push((await world.start(keyed)).result);
      return call();
    });
    const first = parts({ table: { ...world.table, client }, clock: world.clock, sqs: world.sqsClient, seed: 3 });

    results.push((await first.start(keyed)).result);

    expect(results).toEqual(["queued", "replayed"]);
    expect(await storedRuns(world)).toHaveLength(1);
    expect(world.sent()).toBe(1);
  });

  it("keeps answering a key with the run it first resolved to", async () => {
    const world = await createEngineWorld();
    const keyless = await world.start(policySync);
    const withKey = await world.start(keyed);
    const runId = "run" in keyless ? keyless.run.id : "";
    await world.runService.claim(correlation(runId), delivery());
    const claimed = await world.queries.getRun(runId);
    if (claimed) await world.runService.finish(claimed, { outcome: "succeeded", source: "worker" }, "attempt");

    const replay = await world.start(keyed);

    expect(withKey.result).toBe("already_running");
    expect(replay).toMatchObject({ result: "replayed", run: { id: runId, status: "completed" } });
    expect(await storedRuns(world)).toHaveLength(1);
  });

  it("is replayed from its key alone, independent of the current state", async () => {
    const world = await createEngineWorld();
    const asked = { workspaceId: "acme", caller: "operator", key: keyed.idempotency };
    const before = await world.replay(asked, "long");
    const first = await world.start(keyed);

    expect(before).toBeUndefined();
    expect(await world.replay(asked, "long")).toMatchObject({
      result: "replayed",
      run: "run" in first ? first.run : {},
    });
    expect(await world.replay({ ...asked, key: { ...asked.key, bodyHash: "b2" } }, "long")).toMatchObject({
      result: "idempotency_key_reused",
    });
    expect(await world.replay({ ...asked, caller: "manager" }, "long")).toBeUndefined();
  });

  it("treats an expired key as new although the table still holds it", async () => {
    const world = await createEngineWorld();
    const first = await world.start(keyed);
    const run = "run" in first ? first.run : undefined;
    if (run) await world.runService.finish(run, { outcome: "failed", source: "operator" }, "undelivered");
    world.clock.advance(25 * 3600);

    const second = await world.start({ ...keyed, idempotency: { keyHash: "k1", bodyHash: "b2" } });

    expect(second.result).not.toBe("idempotency_key_reused");
  });

  it("creates a new run once the previous one of its identity has ended", async () => {
    const world = await createEngineWorld();
    const first = await world.start(policySync);
    const run = "run" in first ? first.run : undefined;
    await world.runService.claim(correlation(run?.id ?? ""), delivery());
    const claimed = await world.queries.getRun(run?.id ?? "");
    if (claimed) await world.runService.finish(claimed, { outcome: "succeeded", source: "worker" }, "attempt");

    const second = await world.start(policySync);

    expect(second.result).toBe("queued");
    expect("run" in second && second.run.id !== run?.id).toBe(true);
  });

  it("keeps runs of two environments separate", async () => {
    const world = await createEngineWorld();
    await world.start(policySync);

    const other = await world.start({ ...policySync, scope: { workspaceId: "acme", environmentId: "acme-lab" } });

    expect(other.result).toBe("queued");
  });

  it("recognizes its own stored run when the response was lost", async () => {
    const world = await createEngineWorld();
    let puts = 0;
    const client = interceptedClient(world.table, async (name, call) => {
      if (name !== "PutItemCommand" || ++puts !== 2) return call();
      // The table stored the run, the response was lost, and the SDK retried the request.
      await call();
      return call();
    });
    const contender = parts({ table: { ...world.table, client }, clock: world.clock, sqs: world.sqsClient, seed: 3 });

    expect((await contender.start(policySync)).result).toBe("queued");
    expect(world.sent()).toBe(1);
  });
});

describe("a failed send", () => {
  const failure = (status: number) =>
    new SQSServiceException({ name: "X", $fault: "client", $metadata: { httpStatusCode: status } });

  it("fails the run at once and frees its identity when the queue refuses", async () => {
    const world = await createEngineWorld();
    world.sqs.on(SendMessageCommand).rejectsOnce(failure(403)).resolves({ MessageId: "m2" });

    const refused = await world.start(policySync);
    const next = await world.start(policySync);

    expect(refused).toMatchObject({
      result: "dispatch_failed",
      run: {
        status: "completed",
        outcome: "failed",
        endedBy: { source: "dispatch", reasonCode: "queue.dispatch_failed" },
      },
    });
    expect(next.result).toBe("queued");
  });

  it("leaves the run to the sweep when the queue does not respond", async () => {
    const world = await createEngineWorld();
    world.sqs.on(SendMessageCommand).rejects(failure(503));

    expect(await world.start(policySync)).toMatchObject({ result: "queued", run: { status: "queued" } });
  });

  it("leaves the run to the sweep when the queue refuses a retried request", async () => {
    const world = await createEngineWorld();
    let asked = 0;
    const queue = createServer((request, response) => {
      if (++asked === 1) request.socket.destroy();
      else response.writeHead(403).end("{}");
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void queue.close());
    await once(queue, "listening");
    const { port } = z.object({ port: z.number() }).parse(queue.address());
    const forgetful = new SQSClient({
      ...localAws,
      endpoint: `http://127.0.0.1:${port}`,
      maxAttempts: 2,
      useQueueUrlAsEndpoint: false,
    });
    const contender = parts({ table: world.table, clock: world.clock, sqs: forgetful, seed: 5 });

    expect(await contender.start(policySync)).toMatchObject({ result: "queued", run: { status: "queued" } });
    expect(asked).toBe(2);
  });

  it("does not end a run that a worker has claimed", async () => {
    const world = await createEngineWorld();
    world.sqs.on(SendMessageCommand).callsFake(async (input: { MessageBody: string }) => {
      const body: { correlation: { operationRunId: string } } = JSON.parse(input.MessageBody);
      await world.runService.claim(correlation(body.correlation.operationRunId), delivery());
      throw failure(403);
    });

    expect(await world.start(policySync)).toMatchObject({ result: "queued", run: { status: "running" } });
  });
});

describe("a resend", () => {
  it("is reserved by one sender at a time, a minute apart, three times", async () => {
    const world = await createEngineWorld();
    const failure = new SQSServiceException({ name: "X", $fault: "server", $metadata: { httpStatusCode: 500 } });
    world.sqs.on(SendMessageCommand).rejects(failure);
    const first = await world.start(policySync);
    const id = "run" in first ? first.run.id : "";
    const reserve = async () => {
      const run = await world.queries.getRun(id);
      const writes = run ? await Promise.all([1, 2, 3].map(() => world.runService.reserveResend(run))) : [];
      return writes.filter((write) => write.outcome === "written").length;
    };

    const atOnce = await reserve();
    world.clock.advance(60);
    const afterAMinute = await reserve();
    world.clock.advance(30);
    const tooSoon = await reserve();

    expect([atOnce, afterAMinute, tooSoon]).toEqual([0, 1, 0]);
  });
});
