import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { loadTexts } from "../../shared/presenter/locale.ts";
import { failuresOf } from "../../shared/presenter/run-words.ts";
import { canonicalJson } from "../../shared/run/identity.ts";
import { policy } from "./lagging-provider.ts";
import { codes, laggingRestoreWorld, stopLaggingProviders } from "./lagging-restore-world.ts";
import { scope } from "./operation-world.ts";

await loadTexts("de");

afterEach(stopLaggingProviders);

it("restore skips a policy whose name exists under an unknown id", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  world.held.delete("a");
  world.held.set("c", { ...policy("c", 2), displayName: "Policy a" });

  const result = await world.restore();

  expect(result).toMatchObject({ outcome: "partially_succeeded" });
  expect(result.kind === "ended" && result.failures).toContainEqual(
    expect.objectContaining({
      code: "restore.same_name_under_another_id",
      about: { collection: "deviceConfigurations", id: "a", name: "Policy a" },
    }),
  );
  expect(world.values()).toEqual(["b=1", "c=2"]);
});

it("restore never writes a stored version that holds only some settings", async () => {
  const world = await laggingRestoreWorld(policy("a", 1));
  const cut = { ...policy("a", 1), settings: [{}], "settings@odata.nextLink": "https://graph.example/next" };
  const text = canonicalJson(cut);
  const source = { runId: "run-of-the-last-release", n: 1, providerConnectionId: "connection-1" };
  await world.needs.policies.upsertPage(
    scope,
    [
      {
        id: "a",
        collection: "deviceConfigurations",
        platform: "other",
        displayName: "Policy a",
        settingCount: 4,
        contentHash: "0".repeat(64),
        normalHash: "cut",
        body: gzipSync(text),
      },
    ],
    { ...source, n: 99, page: 0, partStartsAtPage: 0, swept: [] },
  );
  const backupSetId = await world.backup();
  world.held.set("a", policy("a", 7));

  const result = await world.restore({ backupSetId });

  expect(codes(result)).toContain("restore.version_incomplete");
  expect(world.values()).toEqual(["a=7"]);
});

it("restore tolerates lagging reads but fails when the value never appears", async () => {
  const world = await laggingRestoreWorld(policy("a", 1));
  world.held.set("a", policy("a", 2));
  world.lag.reads = 3;
  expect(await world.restore()).toMatchObject({ outcome: "succeeded" });
  expect(world.waits.slice(-3)).toEqual([2000, 5000, 15_000]);

  world.held.set("a", policy("a", 3));
  world.lag.reads = 4;
  const late = await world.restore();

  expect(late).toMatchObject({ outcome: "failed" });
  expect(codes(late)).toContain("restore.not_taken_over");
});

it("restore finds its creation after a lost response and lagging lists", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  world.held.delete("a");
  world.lag.lists = 3;
  world.lag.onMade = (response) => {
    response.destroy();
    return true;
  };

  expect(await world.restore()).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1, skipped: 1 } });

  expect(world.values()).toEqual(["b=1", "new-1=1"]);
  expect(world.waits.slice(-3)).toEqual([2000, 5000, 15_000]);
});

it("later attempt creates no duplicate while lists lag", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  world.held.delete("a");
  let isDead = false;
  world.client.middlewareStack.add(
    (next) => async (args) => {
      if (isDead) throw new Error("the attempt died here");
      return next(args);
    },
    { step: "initialize", name: "die" },
  );
  world.lag.lists = 2;
  world.lag.onMade = () => {
    isDead = true;
    return false;
  };
  const run = await world.claimed("restore.execute", { backupSetId: world.backupSetId });
  await expect(world.attempt(run)).rejects.toThrow("the attempt died here");
  isDead = false;

  const { result } = await world.attempt({ ...run, attempt: 2 });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1, skipped: 1 } });
  expect(world.values()).toEqual(["b=1", "new-1=1"]);
});

it("superseded attempt cannot release a later attempt's right to write", async () => {
  const world = await laggingRestoreWorld(policy("a", 1));
  const writer = world.needs.providerWriter;
  await writer.take(scope, { runId: "first", attempt: 2 }, 60);

  await writer.release(scope, { runId: "first", attempt: 1 });

  expect(await writer.take(scope, { runId: "second", attempt: 1 }, 60)).toEqual({ kind: "taken", runId: "first" });
});

it("second restore is refused with the writing run's id until it ends", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  for (const id of ["a", "b"]) world.held.set(id, policy(id, 2));
  const first = await world.claimed("restore.execute", { backupSetId: world.backupSetId });
  let asked = 0;
  const { result: part } = await world.attempt(first, () => (asked++ < 6 ? 600_000 : 1000));
  if (part.kind !== "handed_over") throw new Error("the restore was not handed over");

  const second = await world.restore({ policyIds: ["a"] });

  expect(second).toMatchObject({
    outcome: "blocked",
    reasonCode: "restore.provider_in_use",
    failures: [{ code: "restore.provider_in_use", about: { run: first.id } }],
  });
  const refusal = (locale: "en" | "de") =>
    failuresOf(second.kind === "ended" ? (second.failures ?? []) : [], locale).map(({ message }) => message);
  expect(refusal("en")).toEqual([expect.stringMatching(`^Run ${first.id}: Another restore .* when it has ended`)]);
  expect(refusal("de")).toEqual([
    expect.stringMatching(`^Vorgang ${first.id}: Eine andere .* sobald jene beendet ist`),
  ]);
  const again = { ...first, attempt: 2, handovers: 1, checkpoint: part.checkpoint };
  expect((await world.attempt(again)).result).toMatchObject({ outcome: "succeeded" });
  expect(await world.restore({ policyIds: ["a"] })).toMatchObject({ outcome: "succeeded" });
});

it("restore stops once another one wrote between its parts", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  for (const id of ["a", "b"]) world.held.set(id, policy(id, 2));
  const newer = await world.backup();
  for (const id of ["a", "b"]) world.held.set(id, policy(id, 3));
  const first = await world.claimed("restore.execute", { backupSetId: world.backupSetId });
  let timeLeft = 600_000;
  const { result: part } = await world.attempt(
    first,
    () => timeLeft,
    async () => {
      timeLeft = 1000;
    },
  );
  if (part.kind !== "handed_over") throw new Error("the restore was not handed over");
  world.clock.advance(1700);
  expect(await world.restore({ backupSetId: newer })).toMatchObject({ outcome: "succeeded" });
  const restored = world.values();

  const again = { ...first, attempt: 2, handovers: 1, checkpoint: part.checkpoint };
  const { result } = await world.attempt(again);

  expect(result).toMatchObject({ outcome: "partially_succeeded", reasonCode: "restore.provider_in_use" });
  expect(codes(result)).toContain("restore.provider_in_use");
  expect(world.values()).toEqual(restored);
  expect(await world.needs.restoreRuns.find(scope, first.id)).toMatchObject({
    status: "partial",
    failureReason: "restore.provider_in_use",
  });
});

it("restore stops once another one wrote after its attempt crashed", async () => {
  const world = await laggingRestoreWorld(policy("a", 1), policy("b", 1));
  for (const id of ["a", "b"]) world.held.set(id, policy(id, 2));
  const newer = await world.backup();
  for (const id of ["a", "b"]) world.held.set(id, policy(id, 3));
  const first = await world.claimed("restore.execute", { backupSetId: world.backupSetId });
  await expect(
    world.attempt(
      first,
      () => 600_000,
      async () => {
        throw new Error("the attempt died here");
      },
    ),
  ).rejects.toThrow("died");
  world.clock.advance(1700);
  expect(await world.restore({ backupSetId: newer })).toMatchObject({ outcome: "succeeded" });
  const restored = world.values();

  const { result } = await world.attempt({ ...first, attempt: 2 });

  expect(result).toMatchObject({ outcome: "partially_succeeded", reasonCode: "restore.provider_in_use" });
  expect(world.values()).toEqual(restored);
});

it.each([{ dryRun: true }, {}])("restore says that assignments are not restored: %o", async (input) => {
  const world = await laggingRestoreWorld(policy("a", 1));

  const result = await world.restore(input);

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { warnings: 1 } });
  expect(codes(result)).toEqual(["restore.assignments_not_restored"]);
  const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
  expect(await world.needs.restoreRuns.find(scope, id)).toMatchObject({ assignments: "not_restored" });
});

it.each([{ dryRun: true }, {}])(
  "restore from an incomplete backup names the collection that it lacks: %o",
  async (input) => {
    const world = await laggingRestoreWorld(policy("a", 1));
    const read = {
      collection: "configurationPolicies" as const,
      providerConnectionId: "connection-1",
      runId: "later sync",
      n: 99,
    };
    await world.needs.policies.recordCollectionRead(scope, { ...read, isComplete: false, failedItems: 0 });
    const backupSetId = await world.backup();
    expect(await world.needs.backupSets.find(scope, backupSetId)).toMatchObject({ status: "partial" });

    const result = await world.restore({ backupSetId, ...input });

    expect(result.kind === "ended" && result.failures).toContainEqual(
      expect.objectContaining({ code: "restore.set_incomplete", about: { collection: "configurationPolicies" } }),
    );
    const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
    expect(await world.needs.restoreRuns.find(scope, id)).toMatchObject({
      incompleteCollections: expect.arrayContaining(["configurationPolicies"]),
    });
  },
);
