import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { wishes } from "../../clients/conformance/src/wishes.ts";
import { recordAnswerOf } from "../../functions/representations/record.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import type { Run } from "../../shared/run/run.ts";
import { groupTarget } from "./assigned-targets.ts";
import { baselineWorld, lineOf } from "./baselines/baseline-world.ts";
import { edited } from "./baselines/seeded-edits.ts";
import { seededPolicies } from "./baselines/seeded-policies.ts";
import { fieldWishes } from "./field-wishes.ts";
import { scope } from "./operation-world.ts";
import { plannedInput } from "./recipes/planned.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

it.each(fieldWishes)("field wish $wish is shown by tests that exist", ({ wish, shownBy }) => {
  expect(wishes[wish]).toBeDefined();
  for (const { file, title } of shownBy) expect(readFileSync(file, "utf8")).toContain(`"${title}"`);
});

const codesOf = (result: WorkResult) =>
  result.kind === "ended" ? (result.failures ?? []).map(({ code }) => code) : [];
const carryOut = async (world: RestoreWorld, type: string, input: object) =>
  world.perform(type, await plannedInput(world, type, { ...input }));

/** Delivers a run until it ends, each time when its wait is over; says what it waited for. */
async function withWaits(world: RestoreWorld, started: Run) {
  const waited = new Set<string | undefined>();
  for (let run = started; ; ) {
    const { result } = await world.attempt(run);
    if (result.kind === "ended") return { result, waited };
    waited.add(result.wait?.reason);
    const seconds = (Date.parse(result.wait?.until ?? "") - world.clock.now().getTime()) / 1000;
    world.clock.advance(Math.max(0, seconds));
    run = { ...run, attempt: run.attempt + 1, handovers: run.handovers + 1, checkpoint: { ...result.checkpoint } };
  }
}

it("remediation that met 429 waits or fails, and never reads as executed fine", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const [throttled] = world.five;
  const match = `PATCH /beta/deviceManagement/${throttled?.collection}/${throttled?.policyId}`;
  await world.fault({ match, status: 429, retryAfter: "900", times: 10_000 });
  const run = await world.claimed(
    "restore.execute",
    await plannedInput(world, "restore.execute", { backupSetId: world.backupSetId }),
  );

  const { result, waited } = await withWaits(world, run);

  expect([...waited]).toEqual(["provider_throttled"]);
  expect(result).toMatchObject({ kind: "ended", summaryCounts: { total: 5, succeeded: 4, failed: 1 } });
  expect(result).toMatchObject({ outcome: "partially_succeeded" });
  expect(codesOf(result)).toContain("provider_throttled");
});

it("removal that the provider confirms and does not make is no success", async () => {
  const world = await restoreWorld();
  const [one] = world.five;
  const policyIds = [one?.policyId ?? ""];
  const input = await plannedInput(world, "policy.delete", { policyIds });
  await world.fault({ match: "DELETE ", status: 200, body: {} });

  const result = await world.perform("policy.delete", { ...input });

  expect(result).toMatchObject({ outcome: "failed", summaryCounts: { succeeded: 0, failed: 1 } });
  expect(codesOf(result)).toContain("restore.not_deleted");
});

it("change that could not be read back is said to be not verified", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const [one] = world.five;
  const path = `/beta/deviceManagement/${one?.collection}/${one?.policyId}`;
  const input = await plannedInput(world, "restore.execute", { backupSetId: world.backupSetId });
  let isWritten = false;
  world.gate.intercept((line) => {
    if (!line.includes(path)) return "pass";
    if (isWritten && line.startsWith("GET ")) return { status: 500 };
    isWritten ||= line.startsWith("PATCH ");
    return "pass";
  });

  const { result } = await withWaits(world, await world.claimed("restore.execute", input));

  expect(isWritten).toBe(true);
  expect(result).toMatchObject({ outcome: "partially_succeeded", summaryCounts: { succeeded: 4, failed: 1 } });
  expect(codesOf(result)).toContain("restore.not_verified");
});

it("change in doubt stays not verified when its connection is disabled", async () => {
  const world = await restoreWorld();
  await world.changeAll();
  const [one] = world.five;
  const path = `/beta/deviceManagement/${one?.collection}/${one?.policyId}`;
  const input = await plannedInput(world, "restore.execute", { backupSetId: world.backupSetId });
  let isWritten = false;
  world.gate.intercept((line) => {
    if (!line.includes(path)) return "pass";
    if (isWritten && line.startsWith("GET ")) return { status: 429, retryAfter: "900" };
    isWritten ||= line.startsWith("PATCH ");
    return "pass";
  });
  const run = await world.claimed("restore.execute", input);
  expect((await world.attempt(run)).result).toMatchObject({ kind: "handed_over" });
  const { baseUrl = "", tokenUrl = "", clientId = "" } = (await world.connections.find(scope, "connection-1")) ?? {};
  await world.addConnection({ baseUrl, tokenUrl, clientId, isEnabled: false });

  const { result } = await world.attempt({ ...run, attempt: run.attempt + 1, handovers: 1 });

  expect(isWritten).toBe(true);
  expect(result).toMatchObject({ reasonCode: "provider_connection_disabled" });
  const items = await world.needs.restoreRuns.listItems(scope, String(input.restoreRunId));
  const reasons = Object.fromEntries(items.map((item) => [item.itemId, item.result?.reason]));
  expect(reasons[one?.policyId ?? ""]).toBe("restore.not_verified");
  const record = await world.needs.restoreRuns.find(scope, String(input.restoreRunId));
  const shown = recordAnswerOf("restore-runs", { ...record, items }, "en", world.clock.now());
  expect(shown).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({
        itemId: one?.policyId,
        outcome: {
          code: "not_verified",
          label: "Not verified",
          tone: "warning",
          reason: expect.stringMatching(/read back/),
        },
      }),
    ]),
  });
  expect(Object.values(reasons)).toContain("provider_connection_disabled");
});

it("comparison of equally named policies names the setting that differs", async () => {
  const world = await baselineWorld(seededPolicies(2));
  await world.sync();
  await world.capture();
  await world.change((held) =>
    edited(held, "Compliance 1", (policy) => ({ ...policy, passwordMinimumLength: 4, displayName: "Compliance 2" })),
  );

  const { findings } = await world.compare();

  expect(findings.map(lineOf).toSorted()).toEqual([
    "changed | Compliance 2 | displayName",
    "changed | Compliance 2 | passwordMinimumLength",
  ]);
});

it("restore of one chosen policy changes no other, and stops at another digest", async () => {
  const world = await restoreWorld();
  const { backupSetId, gate, five } = world;
  await world.changeAll();
  const [chosen] = five;
  const policyIds = [chosen?.policyId ?? ""];
  const input = await plannedInput(world, "restore.execute", { backupSetId, policyIds });
  gate.writes.length = 0;

  await expect(world.claimed("restore.execute", { ...input, planDigest: "0".repeat(64) })).rejects.toThrow(
    "planDigest",
  );
  expect(gate.writes).toEqual([]);
  expect(await world.perform("restore.execute", { ...input })).toMatchObject({ outcome: "succeeded" });

  expect(gate.writes).toEqual([`PATCH /beta/deviceManagement/${chosen?.collection}/${chosen?.policyId}`]);
  expect((await world.descriptions()).filter((text) => text === "changed by an administrator")).toHaveLength(4);
});

it("an assignment waits for its policy, and a missing group needs a person", async () => {
  const world = await restoreWorld();
  const [one, other] = world.five;
  if (one === undefined || other === undefined) throw new Error("the world has too few policies");
  const policyIds = [one.policyId, other.policyId];
  await world.assign(one, [groupTarget(1)]);
  await world.assign(other, [groupTarget(2)]);
  await world.perform("policy.sync");
  const taken = await world.perform("backup_set.update", { policyIds });
  const backupSetId = taken.kind === "ended" ? (taken.related?.id ?? "") : "";
  for (const place of [one, other]) await world.atProvider("DELETE", place);
  await world.control("/_world", { removeGroup: groupIdAt(1) });

  const early = await world.perform("assignments.restore", { backupSetId, dryRun: true });
  const id = early.kind === "ended" ? (early.related?.id ?? "") : "";
  const planned = await world.needs.restoreRuns.listItems(scope, id);
  expect(planned.map(({ preview }) => preview?.reason)).toEqual(["restore.policy_missing", "restore.policy_missing"]);
  await carryOut(world, "restore.execute", { backupSetId });
  const assigned = await carryOut(world, "assignments.restore", { backupSetId });

  expect(assigned).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 2, succeeded: 1, blocked: 1, skipped: 0 },
  });
  expect(codesOf(assigned)).toContain("restore.group_missing");
});
