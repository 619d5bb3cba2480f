import * as z from "zod";
import { clockKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";

const beat = z.looseObject({ at: z.string() });

/** The evaluation of the alerts of one workspace. */
export const alertBeat = (workspaceId: string) => `alerts#${workspaceId}`;

/** When a clock of the platform last completed its work, so that a second one can take over. */
export function createClockBeats(target: StoreTarget) {
  const store = createStore(target);
  return {
    async find(name: string): Promise<string | undefined> {
      const item = await store.get(clockKey(name));
      return item === undefined ? undefined : beat.parse(item).at;
    },

    /** Keeps the newest instant: a slow clock must not hide that another one works. */
    async record(name: string, at: string): Promise<void> {
      await store.update(clockKey(name), "SET #at = :at", "attribute_not_exists(#at) OR #at < :at", { at });
    },
  };
}
export type ClockBeats = ReturnType<typeof createClockBeats>;
