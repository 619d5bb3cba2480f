import { batchGet } from "./batch-get.ts";
import { runIdOfKey, runKey } from "./keys.ts";
import { createRunIds, type Found, foundIn, hopsMax } from "./run-ids.ts";
import { createStore, type StoreTarget } from "./store.ts";

/** Ids that a wave gave to the runs of its targets, read and closed by the wave. */
export function createNamedRuns(target: StoreTarget) {
  const { close } = createRunIds(createStore(target));
  return {
    close,

    /** What became of each id, after its pointers, in the order of the ids. Read consistently. */
    async findMany(ids: readonly string[]): Promise<Found[]> {
      const ends = new Map<string, Found>();
      /** Where each id's pointers lead so far. */
      const at = new Map(ids.map((id) => [id, id]));
      for (let hop = 0; ends.size < at.size; hop++) {
        if (hop === hopsMax) throw new Error("wave: a chain of pointers exceeds the limit");
        const wanted = [...at].filter(([id]) => !ends.has(id));
        const read = await batchGet(
          { ...target, isConsistent: true },
          wanted.map(([, to]) => runKey(to)),
        );
        const items = new Map(read.map((item) => [runIdOfKey(String(item.pk)), item]));
        for (const [id, to] of wanted) {
          const found = foundIn(to, items.get(to));
          if (typeof found === "string") at.set(id, found);
          else ends.set(id, found);
        }
      }
      return ids.flatMap((id) => ends.get(id) ?? []);
    },
  };
}
export type NamedRuns = ReturnType<typeof createNamedRuns>;
