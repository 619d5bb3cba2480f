import type { End } from "../../shared/ledger/finish.ts";
import { createNotificationRecorder } from "../../shared/records/notifications.ts";
import type { Run } from "../../shared/run/run.ts";
import type { World } from "./world.ts";

export const retentionDays = 30;

/** A completed run, as the stream function sees it. */
export async function anEndedRun(
  world: World,
  of: Parameters<World["aRun"]>[0] = {},
  end: End = { outcome: "succeeded", source: "worker" },
): Promise<Run> {
  const run = await world.aRun(of);
  world.clock.advance(1);
  const write = await world.runService.finish(run, end, "observed");
  if (write.outcome !== "written") throw new Error("the end was refused");
  return write.run;
}

/** A completed run whose initiator was notified. */
export async function aNotifiedRun(world: World, ...of: [Parameters<World["aRun"]>[0]?, End?]): Promise<Run> {
  const run = await anEndedRun(world, ...of);
  await createNotificationRecorder({ ...world, retentionDays }).record(run);
  return run;
}

/** The id of the notification of a run. */
export const notificationIdOf = ({ id, completedAt = "" }: Run) => `${Date.parse(completedAt)}.${id}`;
