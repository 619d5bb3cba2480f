import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { redact } from "../redaction/redact.ts";
import type { Run } from "../run/run.ts";
import { runSideKey } from "./keys.ts";
import type { Store } from "./store.ts";

const sideItem = z.looseObject({ input: z.record(z.string(), z.unknown()) });

/** Large inputs, stored in a side item of their run. */
export function createRunInputs(store: Store) {
  return {
    /**
     * Stores an input before its run. A crashed start may have left its own input under the same id: then ours gets a
     * token that the run must carry. Undefined when none is needed.
     */
    async put(runId: string, given: Record<string, unknown>, requestToken: string): Promise<string | undefined> {
      const input = redact(given);
      const first = await store.put({ ...runSideKey(runId, "input"), input }, "attribute_not_exists(pk)");
      if (first.outcome === "written" || isDeepStrictEqual(sideItem.parse(first.item).input, input)) return undefined;
      await store.put({ ...runSideKey(runId, `input.${requestToken}`), input }, "attribute_not_exists(pk)");
      return requestToken;
    },

    /** The input of a run, from its own item or its side item. */
    async get(run: Run): Promise<Record<string, unknown>> {
      if (!run.inputElsewhere) return run.input ?? {};
      const name = run.inputToken === undefined ? "input" : `input.${run.inputToken}`;
      return sideItem.parse(await store.get(runSideKey(run.id, name))).input;
    },
  };
}
