import { afterAll, beforeAll, expect, it } from "vitest";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { startedWork } from "../../shared/operations/started-work.ts";
import { addProfile } from "./baselines/baseline-world.ts";
import { worked } from "./operation-recipes.ts";
import { scope } from "./operation-world.ts";
import { sourcePolicy, syncSource } from "./promotion-source.ts";
import { takenSet } from "./recipes/backups.ts";
import { type Chosen, changeAndSync } from "./recipes/recipe.ts";
import { endedRestore } from "./recipes/restores.ts";
import { addSchedule } from "./recipes/schedules.ts";
import { archivedVersion } from "./recipes/versions.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

type Input = Record<string, unknown>;
type Choices = Record<string, readonly unknown[]>;

const startable = operations.flatMap(({ type, start }) => (start === "not_startable" ? [] : [type]));
/** One set may be restored by several runs at once as far as lines go: the right to write to the provider parts them. */
const hasManyLines = new Set(["restore.execute", "assignments.restore"]);
/** A wave works in steps, so it has no recipe of a run; its line is the work and the set of its targets. */
const choicesOfWaves: Choices = {
  type: ["policy.sync", "inventory.sync"],
  input: [{}, { types: ["deviceConfigurations"] }],
  environmentIds: [["acme-prod"], ["acme-prod", "acme-lab"], ["acme-lab", "acme-prod"]],
  canary: [0, 1],
  concurrency: [1],
  stop: [{ failuresMax: 1, failedPercentMax: 5 }],
};
let world: RestoreWorld;
let chosen: Chosen;

beforeAll(async () => {
  world = await restoreWorld();
  const held = await world.connections.find(scope, "connection-1");
  if (held === undefined) throw new Error("no connection");
  const { provider, displayName, baseUrl, tokenUrl, clientId, secretName, isEnabled } = held;
  await world.connections.put(scope, "connection-2", {
    ...{ provider, displayName, baseUrl, tokenUrl, clientId, secretName, isEnabled },
    isDefault: false,
  });
  const taken = await world.perform("backup_set.update");
  await world.perform("tenant.evidence.snapshot.generate");
  const reviewId = idOf(await world.perform("environment.review.compose"));
  // The active evidence has no review yet.
  await changeAndSync(world, 1);
  await world.perform("tenant.evidence.snapshot.generate");
  const preview = await world.start({ dryRun: true });
  await world.attempt(preview);
  const baselineProfileIds = ["profile-1", "profile-2"];
  for (const baselineProfileId of baselineProfileIds) {
    await addProfile(world, { id: baselineProfileId });
    await world.perform("baseline.capture", { baselineProfileId });
  }
  await syncSource(world, [sourcePolicy("p1"), sourcePolicy("p2")]);
  const endedRestoreIds = [await endedRestore(world), await endedRestore(world)];
  const archivedRestoreIds = [await endedRestore(world), await endedRestore(world)];
  for (const restoreRunId of archivedRestoreIds) await world.perform("restore_run.delete", { restoreRunId });
  const archivedSetIds = [await takenSet(world), await takenSet(world)];
  for (const backupSetId of archivedSetIds) await world.perform("backup_set.archive", { backupSetId });
  const scheduleIds = ["daily", "weekly"];
  for (const id of scheduleIds) await addSchedule(world, { id });
  const archivedScheduleIds = ["old", "older"];
  for (const id of archivedScheduleIds) await addSchedule(world, { id, isArchived: true });
  const [first, second] = world.five;
  chosen = {
    connectionIds: [undefined, "connection-1", "connection-2"],
    policyIds: [undefined, ...[first, second].map((policy) => [policy?.policyId ?? ""])],
    backupSetIds: [world.backupSetId, idOf(taken)],
    reviewId,
    evidenceSnapshotId: (await world.needs.evidence.findActive(scope))?.id,
    previewId: preview.id,
    endedRestoreIds,
    archivedRestoreIds,
    archivedSetIds,
    scheduleIds,
    archivedScheduleIds,
    archivedVersionIds: [await archivedVersion(world, 1), await archivedVersion(world, 2)],
    baselineProfileIds,
  };
});
afterAll(stopRestoreWorlds);

const idOf = (end: WorkResult) => (end.kind === "ended" ? (end.related?.id ?? "") : "");

/** Every input that can be put together from the choices of each field. */
function inputsOf(choices: Choices): Input[] {
  return Object.entries(choices).reduce<Input[]>(
    (inputs, [field, values]) =>
      inputs.flatMap((input) => values.map((value) => (value === undefined ? input : { ...input, [field]: value }))),
    [{}],
  );
}

/** The line and the correlation of everything that is started with these choices. */
async function startedOf(type: string) {
  const operation = findOperation(type);
  const choices =
    type === "operations.wave" ? choicesOfWaves : worked.find((one) => one.type === type)?.choices(chosen);
  if (operation === undefined || choices === undefined) throw new Error(`no choices for the inputs of ${type}`);
  const started = [];
  for (const [index, input] of inputsOf(choices).entries()) {
    const prepared = await world.prepare(type, input);
    if (prepared.kind === "start") started.push(startedWork(operation, scope, prepared, `run-${index}`));
  }
  return started;
}

it.each(startable)("two starts of %s share the correlation when they share the line", async (type) => {
  const started = await startedOf(type);

  expect(started.length).toBeGreaterThan(0);
  for (const { lineHash, correlationHash } of started) {
    const onLine = started.filter((other) => other.lineHash === lineHash);
    expect(new Set(onLine.map((other) => other.correlationHash))).toEqual(new Set([correlationHash]));
  }
});

it.each(startable.filter((type) => !hasManyLines.has(type)))(
  "two starts of %s share the line when they share the correlation",
  async (type) => {
    const started = await startedOf(type);

    for (const { lineHash, correlationHash } of started) {
      const correlated = started.filter((other) => other.correlationHash === correlationHash);
      expect(new Set(correlated.map((other) => other.lineHash))).toEqual(new Set([lineHash]));
    }
  },
);
