import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { canRun, dynamoDbEngines } from "../../../local/engines/dynamodb.ts";
import { systemClock } from "../../../shared/foundation/clock.ts";
import { skipIfMissing } from "../../support/skip-if-missing.ts";
import { type FollowedTable, followTable } from "../emulator/stream-replica.ts";
import { addTotals, writeTotals } from "../totals.ts";
import { countEnds } from "./completions.ts";
import { type KillPoint, killPointsOf, named } from "./kill-points.ts";
import { type KillableStack, startKillableStack } from "./killable-stack.ts";
import { createPlatform, type Platform } from "./platform.ts";
import { type Scene, scenes } from "./scenes.ts";

/** The number of kills at each kill point. */
const killsPerPoint = Number(process.env.FAULTS_KILLS ?? 10);

const points: Record<string, readonly string[]> = {};
const endedBy: Record<string, number> = {};
const totals = { points: 0, kills: 0, runs: 0, violations: 0 };
const begun = performance.now();
let stack: KillableStack;
let platform: Platform;
let followed: FollowedTable;
let ends: ReturnType<typeof countEnds>;
let identities = 0;

beforeAll(async () => {
  if (!dynamoDbEngines.some(canRun)) return;
  vi.useFakeTimers({ toFake: ["Date"] });
  stack = await startKillableStack();
  platform = createPlatform(stack);
  followed = await followTable(stack.endpoint, stack.tableName, systemClock);
  ends = countEnds(followed.table);
}, 120_000);

afterAll(async () => {
  await stack?.stop();
  vi.useRealTimers();
  const seconds = Math.round((performance.now() - begun) / 1000);
  writeTotals("process kill", { killsPerPoint, ...totals, endedBy, killPoints: points, seconds });
});

const settle = (runIds: readonly string[]) => platform.settle(runIds);

/** Prepares and runs a scene, with or without killing its process, and waits until every run has ended. */
async function play(scene: Scene, point: KillPoint | undefined) {
  const { killProxy } = stack.functionOf(scene.functionKey);
  identities += 1;
  killProxy.aim(undefined);
  const runIds = await scene.prepare(platform, `${scene.functionKey} ${identities}`);
  killProxy.aim(point);
  await scene.play(platform);
  const result = { calls: killProxy.calls(), wasKilled: killProxy.hasStruck() };
  killProxy.aim(undefined);
  return { ...result, runIds, active: await settle(runIds) };
}

it.each(scenes)(
  "every run completes exactly once when $functionKey is killed at any point",
  { timeout: 3_600_000 },
  async (scene) => {
    skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
    // The first invocation creates what later ones find; the second shows the calls of every later one.
    await play(scene, undefined);
    const { calls, active } = await play(scene, undefined);
    expect(active).toEqual([]);
    const chosen = killPointsOf(calls, scene.pointsMax);
    points[scene.functionKey] = chosen.map(named);

    const runIds: string[] = [];
    for (const point of chosen) {
      totals.points += 1;
      for (let kill = 1; kill <= killsPerPoint; kill++) {
        const result = await play(scene, point);
        const at = `${scene.functionKey} ${named(point)}, kill ${kill}`;
        const notOnce = await notEndedOnce(result.runIds);
        totals.violations += result.active.length + notOnce.length;
        // A kill that never happened proves nothing.
        const expected = { at, wasKilled: true, active: [], notOnce: [] };
        expect({ at, wasKilled: result.wasKilled, active: result.active, notOnce }).toEqual(expected);
        totals.kills += 1;
        totals.runs += result.runIds.length;
        runIds.push(...result.runIds);
      }
    }
    expect(await platform.leftovers()).toEqual([]);
    // Late deliveries must not have changed any completed run.
    expect(await notEndedOnce(runIds)).toEqual([]);
    for (const id of runIds) addTotals(endedBy, { [`${scene.functionKey}: ${ends.howEnded(id)}`]: 1 });
  },
);

async function notEndedOnce(runIds: readonly string[]): Promise<readonly string[]> {
  await followed.catchUp();
  ends.look();
  return runIds.filter((id) => !ends.hasEndedOnce(id));
}
