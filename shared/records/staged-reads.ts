import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { type Clock, epochSeconds } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import { recordKey, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const kind = "staged-reads";
const keptSeconds = 2 * 86_400;
/** Below the limit of an item, 400 KB. */
const partBytesMax = 350_000;

const stored = z.object({ n: z.number().int(), body: z.instanceof(Uint8Array) });
interface Stage {
  readonly runId: string;
  readonly handovers: number;
  readonly n: number;
}

const idOf = ({ runId, handovers }: Omit<Stage, "n">, part: number) =>
  `${runId}.${handovers}.${String(part).padStart(4, "0")}`;

/** What a run has read, kept between two of its parts and removed two days later. */
export function createStagedReads(target: StoreTarget & { readonly clock: Clock }) {
  const store = createStore(target);
  const records = createRecordStore(target);

  return {
    /** Returns the number of items it took. Throws `FencedError` when a later attempt has staged already. */
    async save(scope: RecordScope, stage: Stage, text: string): Promise<number> {
      const bytes = gzipSync(text);
      const parts = Math.ceil(bytes.length / partBytesMax);
      for (let part = 0; part < parts; part++) {
        const item = {
          ...recordKey(scope.workspaceId, scope.environmentId, kind, idOf(stage, part)),
          record: { n: stage.n, body: bytes.subarray(part * partBytesMax, (part + 1) * partBytesMax) },
          [ttlAttribute]: epochSeconds(target.clock.now(), keptSeconds),
        };
        const write = await store.put(item, `${isAbsent} OR #record.#n <= :n`, { n: stage.n });
        if (write.outcome === "refused") throw new FencedError("the staged reads of its run");
      }
      return parts;
    },

    /** Throws when a part is missing. */
    async load(scope: RecordScope, stage: Omit<Stage, "n">, parts: number): Promise<string> {
      const ids = Array.from({ length: parts }, (_, part) => idOf(stage, part));
      const found = await records.findMany(scope, kind, ids);
      const bodies = ids.map((id) => {
        const part = stored.safeParse(found.get(id));
        if (!part.success) throw new Error(`staged reads ${id} are missing; start the run again`);
        return part.data.body;
      });
      return gunzipSync(Buffer.concat(bodies)).toString("utf8");
    },
  };
}
