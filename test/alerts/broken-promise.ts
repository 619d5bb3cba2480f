import { type AlertWorld, createAlertWorld } from "./alert-world.ts";

export const start = new Date("2026-03-02T09:00:00.000Z");
export const channel = "01CHANNE100000000000000001";
/** The alert about the promise. */
export const key = "promise:daily:one";
export const minute = 60_000;

/** A workspace whose promise is broken in one of its two environments, with a rule that sends it to a channel. */
export async function broken(): Promise<AlertWorld> {
  const world = await createAlertWorld(start);
  await world.addChannel(channel, "Tickets");
  await world.addRule("all", [channel]);
  await world.addPromise("daily", 600);
  world.advance(11 * minute);
  await world.prove("two");
  return world;
}
