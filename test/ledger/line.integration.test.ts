import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import type { RunRequest } from "../../shared/dispatch/start-run.ts";
import { identityKey, runKey } from "../../shared/ledger/keys.ts";
import { identityHash } from "../../shared/run/identity.ts";
import type { Run } from "../../shared/run/run.ts";
import { createEngineWorld, interceptedClient, parts, policySync, type World } from "./world.ts";

/** Work of one line; `content` distinguishes it from other work of the line. */
const work = (content: string, over: Partial<RunRequest> = {}): RunRequest => ({
  ...policySync,
  prepared: { ...policySync.prepared, line: { set: "one" }, identity: { content }, input: { content } },
  ...over,
});
const keyed = (content: string, keyHash = "k1") => work(content, { idempotency: { keyHash, bodyHash: content } });
const lineKey = identityKey(identityHash({ ...policySync.scope, type: "policy.sync", identity: { set: "one" } }));

async function started(world: Pick<World, "start">, request: RunRequest): Promise<Run> {
  const answer = await world.start(request);
  if (!("run" in answer)) throw new Error(`the start was answered ${answer.result}`);
  return answer.run;
}
const end = (world: World, run: Run) =>
  world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");

/** A starter that crashes before its nth call to the table. */
function stopsBefore(world: World, call: number, seed = 7) {
  let calls = 0;
  const client = interceptedClient(world.table, async (_name, send) => {
    if (++calls > call) throw new Error("stopped");
    return send();
  });
  return parts({ table: { ...world.table, client }, clock: world.clock, sqs: world.sqsClient, seed });
}
const stopped = (world: World, request: RunRequest, call: number) =>
  stopsBefore(world, call)
    .start(request)
    .catch(() => undefined);

async function storedItems(world: World) {
  const answer = await world.table.client.send(new ScanCommand({ TableName: world.table.tableName }));
  return answer.Items ?? [];
}
const lockOf = async (world: World) => (await storedItems(world)).find(({ pk }) => pk === lineKey.pk);
const put = (world: World, item: object) =>
  world.table.client.send(new PutCommand({ TableName: world.table.tableName, Item: { ...item } }));

describe("a line", () => {
  it("counts its runs in one epoch", async () => {
    const world = await createEngineWorld();
    const runs: Run[] = [];
    for (const content of ["a", "b", "a"]) {
      const run = await started(world, work(content));
      await end(world, run);
      runs.push(run);
    }

    expect(runs.map(({ gen }) => gen)).toEqual([1, 2, 3]);
    expect(new Set(runs.map(({ epoch }) => epoch))).toEqual(new Set([runs[0]?.id.slice(-5)]));
  });

  it("refuses other work and names the active run", async () => {
    const world = await createEngineWorld();
    const run = await started(world, work("a"));

    expect(await world.start(work("b"))).toEqual({ result: "line_busy", runId: run.id });
    expect(await world.start(work("a"))).toMatchObject({ result: "already_running", run: { id: run.id } });
  });

  it("passes a crashed creator's id and generation to the next equal start", async () => {
    const world = await createEngineWorld();
    await end(world, await started(world, work("a")));
    await stopped(world, work("a"), 3);

    const run = await started(world, work("a"));

    expect(run).toMatchObject({ id: (await lockOf(world))?.runId, gen: 2, input: { content: "a" } });
  });

  it("refuses other work for a minute after a crashed creator's lock", async () => {
    const world = await createEngineWorld();
    await stopped(world, work("a"), 1);
    world.clock.advance(59);

    expect(await world.start(work("b"))).toMatchObject({ result: "line_busy" });
  });

  it("bars a crashed creator's id for other work after a minute", async () => {
    const world = await createEngineWorld();
    await stopped(world, work("a"), 1);
    const barred = String((await lockOf(world))?.runId);
    world.clock.advance(60);

    const run = await started(world, work("b"));

    expect(run).toMatchObject({ gen: 2, input: { content: "b" } });
    expect(run.id).not.toBe(barred);
    expect(await world.queries.getRun(barred)).toBeUndefined();
    expect((await storedItems(world)).find(({ pk }) => pk === runKey(barred).pk)).toMatchObject({ sameAs: barred });
  });

  it("assigns another id to a creator that was barred", async () => {
    const world = await createEngineWorld();
    const other = parts({ table: world.table, clock: world.clock, sqs: world.sqsClient, seed: 3 });
    let calls = 0;
    const client = interceptedClient(world.table, async (_name, send) => {
      if (++calls === 2) {
        world.clock.advance(61);
        await end(world, await started(other, work("b")));
      }
      return send();
    });
    const slow = parts({ table: { ...world.table, client }, clock: world.clock, sqs: world.sqsClient, seed: 7 });

    const run = await started(slow, work("a"));

    expect(run).toMatchObject({ status: "queued", gen: 3, input: { content: "a" } });
  });

  it("resolves every retry of a key with a barred id to one run", async () => {
    const world = await createEngineWorld();
    await stopped(world, keyed("a"), 2);
    world.clock.advance(61);
    const other = await started(world, work("b"));
    await end(world, other);

    const run = await started(world, keyed("a"));
    const again = await world.start(keyed("a"));

    expect(run).toMatchObject({ input: { content: "a" }, gen: 3 });
    expect(again).toMatchObject({ result: "replayed", run: { id: run.id } });
  });

  it("passes from a barred id whose key has no run yet", async () => {
    const world = await createEngineWorld();
    await stopped(world, keyed("a"), 2);
    world.clock.advance(61);
    // Bars the id and crashes; the key then moves on to another id and crashes as well.
    await stopped(world, work("b"), 3);
    await stopped(world, keyed("a"), 3);

    expect(await started(world, work("b"))).toMatchObject({ gen: 2, input: { content: "b" } });
  });

  it("answers a key with line_busy first, then with its own run", async () => {
    const world = await createEngineWorld();
    const other = await started(world, work("b"));

    expect(await world.start(keyed("a"))).toEqual({ result: "line_busy", runId: other.id });
    await end(world, other);
    expect(await started(world, keyed("a"))).toMatchObject({ input: { content: "a" } });
  });

  it("is not held by an id that became a run of another line", async () => {
    const world = await createEngineWorld();
    const elsewhere = {
      ...keyed("a"),
      prepared: {
        ...policySync.prepared,
        line: { set: "two" },
        context: { ...policySync.prepared.context, selectionHash: "other" },
      },
    };
    // The key's first request crashed; its body resolves to other work when it is retried.
    await stopped(world, keyed("a"), 2);
    const moved = await started(world, elsewhere);

    const run = await started(world, work("a"));

    expect(run.id).not.toBe(moved.id);
    expect(run).toMatchObject({ gen: 2, context: { selectionHash: policySync.prepared.context.selectionHash } });
  });
});

describe("a long input", () => {
  const long = (who: string): RunRequest => ({
    ...policySync,
    prepared: {
      ...policySync.prepared,
      input: { who, text: "x".repeat(200) },
      context: { ...policySync.prepared.context, who },
    },
  });

  it("belongs to the start that stored the run after another one crashed", async () => {
    const world = await createEngineWorld();
    await stopped(world, long("first"), 2);

    const run = await started(world, long("second"));

    expect(run.context).toMatchObject({ who: "second" });
    expect(await world.queries.getInput(run)).toMatchObject({ who: "second" });
  });

  it("is read from the last release's location", async () => {
    const world = await createEngineWorld();
    const run = await started(world, long("first"));

    expect(run.inputToken).toBeUndefined();
    expect(await world.queries.getInput(run)).toMatchObject({ who: "first" });
  });
});

describe("a lock of the last release", () => {
  /** In the last release's format. */
  const oldLock = (runId: string) => ({
    ...identityKey(identityHash({ ...policySync.scope, type: "policy.sync", identity: policySync.prepared.identity })),
    runId,
    expiresAt: 1_900_000_000,
  });

  it("blocks while its run is active and counts from its next replacement", async () => {
    const world = await createEngineWorld();
    const old = await started(world, policySync);
    await put(world, oldLock(old.id));

    expect(await world.start(policySync)).toMatchObject({ result: "already_running", run: { id: old.id } });
    await end(world, old);
    const next = await started(world, policySync);

    expect(next).toMatchObject({ gen: 1, epoch: next.id.slice(-5) });
    expect(next.epoch).not.toBe(old.epoch);
  });

  it("passes on a crashed creator's id without a generation", async () => {
    const world = await createEngineWorld();
    const id = world.ids.next(world.clock.now());
    await put(world, oldLock(id));

    const run = await started(world, policySync);

    expect([run.id, run.gen, run.epoch]).toEqual([id, undefined, undefined]);
  });
});

describe("a start that creates a record", () => {
  const { line: _line, ...prepared } = { line: {}, ...policySync.prepared };
  const fresh = {
    ...policySync,
    operation: { ...policySync.operation, correlationKeys: ["set"] },
    prepared: { ...prepared, identity: { set: "new" }, input: {}, context: {}, makes: "set" },
  };

  it("gives the record its run's id and deduplicates while active", async () => {
    const world = await createEngineWorld();
    const run = await started(world, fresh);

    expect(run).toMatchObject({ gen: 1, input: { set: run.id }, context: { set: run.id } });
    expect(await world.start(fresh)).toMatchObject({ result: "already_running", run: { id: run.id } });
  });

  it("gives the record one id when another start adopts a crashed one", async () => {
    const world = await createEngineWorld();
    await stopped(world, fresh, 1);

    const run = await started(world, fresh);

    expect(run.input).toEqual({ set: run.id });
    expect((await storedItems(world)).filter(({ pk }) => String(pk).startsWith("IDENT#"))).toMatchObject([
      { runId: run.id },
      { runId: run.id },
    ]);
  });

  it("locks the record's line, so that the next work has the next generation", async () => {
    const world = await createEngineWorld();
    const run = await started(world, fresh);
    const onRecord = work("update", {
      operation: fresh.operation,
      prepared: {
        ...policySync.prepared,
        line: { set: run.id },
        identity: { set: run.id, part: 1 },
        context: { set: run.id },
      },
    });

    expect(await world.start(onRecord)).toEqual({ result: "line_busy", runId: run.id });
    await end(world, run);
    expect(await started(world, onRecord)).toMatchObject({ gen: 2, epoch: run.epoch });
  });
});
