import { afterEach, describe, expect, it } from "vitest";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { identityHash } from "../../shared/run/identity.ts";
import type { Run } from "../../shared/run/run.ts";
import { interceptedClient } from "../ledger/world.ts";
import { type ScriptedProvider, sendJson, startScripted } from "../provider/scripted-provider.ts";
import { operationWorld, scope } from "./operation-world.ts";
import { aSyncedWorld } from "./synced-world.ts";

const started: ScriptedProvider[] = [];
afterEach(() => Promise.all(started.splice(0).map((provider) => provider.stop())));

type Policy = {
  readonly id: string;
  readonly name: string;
  readonly settingCount: number;
  readonly settings: object[];
};

/** An environment whose provider holds these configuration policies, in pages of two. */
async function aWorld(first: readonly Policy[]) {
  let held = first;
  const provider = await startScripted(({ path }, response) => {
    const url = new URL(path, "http://provider");
    if (!url.pathname.endsWith("configurationPolicies")) return sendJson(response, 200, { value: [] });
    const from = Number(url.searchParams.get("from") ?? 0);
    const next = from + 2 < held.length ? { "@odata.nextLink": `${url.pathname}?from=${from + 2}` } : {};
    sendJson(response, 200, { value: held.slice(from, from + 2), ...next });
  });
  started.push(provider);
  const world = await operationWorld(provider.origin);
  await world.addConnection();
  return {
    ...world,
    hold: (policies: readonly Policy[]) => {
      held = policies;
    },
    names: async () => (await world.needs.policies.readCurrent(scope)).policies.map((policy) => policy.displayName),
  };
}

const policy = (id: string, name = id): Policy => ({ id, name, settingCount: 1, settings: [{}] });
const changed = [policy("p1", "changed"), policy("p2", "new")];

describe("two syncs of one connection", () => {
  it("store what the later one read when its clock was behind", async () => {
    const world = await aWorld([policy("p1", "first")]);
    world.clock.advance(5);
    const early = await world.claimed("policy.sync");
    world.clock.advance(-5);
    await world.attempt(early);
    world.hold(changed);
    world.clock.advance(3);
    const late = await world.claimed("policy.sync");
    expect(late.id < early.id).toBe(true);

    expect((await world.attempt(late)).result).toMatchObject({ outcome: "succeeded", summaryCounts: { updated: 1 } });
    expect(await world.names()).toEqual(["changed", "new"]);
  });

  it("store what the later one read when it took an older candidate id", async () => {
    const world = await aWorld([policy("p1", "first")]);
    const target = { client: world.client, tableName: world.tableName, clock: world.clock, ids: world.ids };
    const service = createRunService(target);
    const request = {
      type: "policy.sync",
      ...scope,
      initiator: { id: "operator", name: "Operator" },
      identityHash: identityHash({ ...scope, type: "policy.sync", identity: { providerConnectionId: "connection-1" } }),
      correlationHash: "h",
      input: { providerConnectionId: "connection-1" },
      context: { selectionHash: "0123456789abcdef" },
      firstDueSeconds: 120,
    };
    const key = { workspaceId: "acme", caller: "operator", keyHash: "k", bodyHash: "b" };
    let puts = 0;
    const dying = interceptedClient(world, async (command, call) => {
      if (command === "PutItemCommand" && ++puts === 2) throw new Error("killed");
      return call();
    });
    await expect(createRunService({ ...target, client: dying }).ensure({ ...request, key })).rejects.toThrow("killed");
    world.clock.advance(10);
    const between = await service.ensure(request);
    await work("run" in between ? between.run : undefined);
    world.hold(changed);
    world.clock.advance(60);
    const repeated = await service.ensure({ ...request, key });
    const late = await work("run" in repeated ? repeated.run : undefined);

    expect(late).toMatchObject({ outcome: "succeeded", summaryCounts: { updated: 1, created: 1 } });
    expect(await world.names()).toEqual(["changed", "new"]);

    async function work(run: Run | undefined) {
      if (run === undefined) throw new Error("the start was refused");
      const { id } = run;
      const claim = await service.claim(
        { version: 1, runId: id, ...scope, type: "policy.sync", queue: "operations-long" },
        { messageId: id, receiveCount: 1, claimToken: id, remainingSeconds: 840 },
      );
      if (claim.outcome === "refused") throw new Error("the claim was refused");
      const { result } = await world.attempt(claim.run);
      if (result.kind !== "ended") throw new Error("the sync was handed over");
      await service.finish(claim.run, { ...result, source: "worker" }, "attempt");
      return createRunQueries(target).getRun(id);
    }
  });

  it("hand the later content on to evidence whose run has a smaller id", async () => {
    const world = await aSyncedWorld();
    world.clock.advance(5);
    const early = await world.claimed("tenant.evidence.snapshot.generate");
    world.clock.advance(-5);
    await world.attempt(early);
    world.clock.advance(1);
    await world.sync([{ id: "a" }, { id: "b" }, { id: "c" }]);
    const late = await world.claimed("tenant.evidence.snapshot.generate");
    expect(late.id < early.id).toBe(true);

    await world.attempt(late);

    expect(await world.active()).toMatchObject({ id: late.id, summary: { policies: 3 } });
  });
});

describe("a sync that stops half-way", () => {
  const before = ["a", "b", "c", "d"].map((id) => policy(id));
  const after = [policy("a", "a2"), policy("c", "c2"), policy("d", "d2")];

  /** A second sync that has handled its first page of configuration policies and goes no further. */
  async function stoppedWorld() {
    const world = await aWorld(before);
    await world.perform("policy.sync");
    world.hold(after);
    const run = await world.claimed("policy.sync");
    let asked = 0;
    const part = await world.attempt(run, () => (++asked > 8 ? 0 : 600_000));
    expect(part.result).toMatchObject({ kind: "handed_over" });
    return { ...world, run, part: part.result };
  }

  it("makes evidence taken meanwhile partial", async () => {
    const world = await stoppedWorld();

    expect(await world.perform("tenant.evidence.snapshot.generate")).toMatchObject({ summaryCounts: { warnings: 1 } });
    expect(await world.needs.evidence.findActive(scope)).toMatchObject({ completeness: "partial" });

    const checkpoint = world.part.kind === "handed_over" ? { ...world.part.checkpoint } : {};
    await world.attempt({ ...world.run, attempt: 2, handovers: 1, checkpoint });
    await world.perform("tenant.evidence.snapshot.generate");
    expect(await world.needs.evidence.findActive(scope)).toMatchObject({ completeness: "complete" });
    expect(await world.names()).toEqual(["a2", "c2", "d2"]);
  });
});
