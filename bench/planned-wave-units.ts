import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { recordKey, runKey } from "../shared/ledger/keys.ts";
import { createWaveLog } from "../shared/ledger/wave-log.ts";
import { storePoliciesAndPreview } from "../test/security/stored-content.ts";
import { planIn, promotion, promotionInput, promotionSource } from "../test/waves/plan-in.ts";
import type { WaveWorld } from "../test/waves/wave-world.ts";
import { costOf, meteredWorld, type WaveUnits } from "./wave-units.ts";

const targetsOfWave = 1000;

/** The cost of reading the plan of a dry wave with 1,000 plans, and of accepting the wave that executes them. */
export async function unitsOfPlans(): Promise<WaveUnits[]> {
  const { world, metered } = await meteredWorld(targetsOfWave);
  await storePoliciesAndPreview(world, { workspaceId: "acme", environmentId: promotionSource });
  const dry = await aDryWave(world);
  metered.take();
  const plan = await world.plan(dry);
  const read = costOf("the plan of a dry wave of 1,000 is read", metered.take(), 1);
  if (plan.body.ready?.targets !== targetsOfWave) throw new Error(`the plan was answered with ${plan.status}`);
  const targets = { plannedBy: dry, planDigest: plan.body.ready.digest, confirmation: "Acme" };
  const answer = await world.startWave({ type: promotion, targets }, { "idempotency-key": "rollout-43" });
  if (answer.status !== 202) throw new Error(`the wave was answered with ${answer.status}`);
  return [read, costOf("a wave of 1,000 plans is accepted", metered.take(), 1)];
}

/** An ended dry wave. Its first target is played, and the items of the others are copies of what that stored. */
async function aDryWave(world: WaveWorld): Promise<string> {
  const rules = { canary: 1, concurrency: 1 };
  const answer = await world.startWave({ type: promotion, input: { ...promotionInput, dryRun: true }, ...rules });
  const dry: string = answer.body.run.id;
  await world.deliver(dry);
  const [played = "", ...others] = world.environmentIds;
  await planIn(world, played, 2);
  await world.end([played]);
  const { id } = await world.runIn(played);
  const itemAt = async (Key: { readonly pk: string; readonly sk: string }) =>
    (await world.client.send(new GetCommand({ TableName: world.tableName, Key }))).Item;
  const placeOf = (environmentId: string, planId: string) => recordKey("acme", environmentId, "restore-runs", planId);
  const [run, plan] = [await itemAt(runKey(id)), await itemAt(placeOf(played, id))];
  const targets = others.map((environmentId) => ({ environmentId, runId: world.ids.next(world.clock.now()) }));
  for (const { environmentId, runId } of targets) {
    await world.put({ ...run, ...runKey(runId), id: runId, environmentId });
    await world.put({
      ...plan,
      ...placeOf(environmentId, runId),
      record: { ...plan?.record, id: runId, digest: runId.padEnd(64, "0") },
    });
  }
  await createWaveLog(world).take(dry, 1, { targets });
  await world.runService.finish(await world.run(dry), { outcome: "succeeded", source: "worker" }, "observed");
  return dry;
}
