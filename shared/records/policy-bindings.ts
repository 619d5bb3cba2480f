import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const binding = z.object({ policyId: z.string(), boundId: z.string(), runId: z.string(), boundAt: z.string() });
interface Place {
  readonly collection: string;
  readonly id: string;
}

/** The id that a policy got, and the run that gave it. */
type Binding = Pick<z.infer<typeof binding>, "boundId" | "runId">;

const kind = "policy-bindings";
const keyOf = (connectionId: string, { collection, id }: Place) => `${connectionId}:${collection}:${id}`;

/** The current provider id of each policy that a restore recreated. */
export function createPolicyBindings(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, connectionId: string, place: Place): Promise<Binding | undefined> {
    const record = await store.find(scope, kind, keyOf(connectionId, place));
    return record === undefined ? undefined : binding.parse(record);
  }

  return {
    find,

    /** The id to which all bindings of a policy lead; undefined when it was never recreated. */
    async findLatest(scope: RecordScope, connectionId: string, { collection, id }: Place): Promise<string | undefined> {
      let latest: string | undefined;
      const passed = new Set([id]);
      for (;;) {
        const next = await find(scope, connectionId, { collection, id: latest ?? id });
        if (next === undefined || passed.has(next.boundId)) return latest;
        passed.add(next.boundId);
        latest = next.boundId;
      }
    },

    /**
     * Adds the new id after the latest one of the policy: an earlier restore's id may be an item of a backup set and
     * must keep leading to the current policy. Refused without a change when another restore bound the policy
     * concurrently.
     */
    async bind(scope: RecordScope, connectionId: string, place: Place, boundId: string, runId: string): Promise<void> {
      let { id } = place;
      for (const passed = new Set([id]); ; passed.add(id)) {
        const next = await find(scope, connectionId, { collection: place.collection, id });
        if (next?.boundId === boundId) return;
        if (next === undefined || passed.has(next.boundId)) break;
        id = next.boundId;
      }
      const record = { policyId: id, boundId, runId, boundAt: target.clock.now().toISOString() };
      await store.put(scope, kind, keyOf(connectionId, { ...place, id }), record, isAbsent);
    },
  };
}
