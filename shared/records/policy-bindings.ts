import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const binding = z.object({ policyId: z.string(), boundId: z.string(), runId: z.string(), boundAt: z.string() });
interface Place {
  readonly collection: string;
  readonly id: string;
}

const kind = "policy-bindings";
const keyOf = (connectionId: string, { collection, id }: Place) => `${connectionId}:${collection}:${id}`;

/** The current provider id of each policy that a restore recreated. */
export function createPolicyBindings(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, connectionId: string, place: Place): Promise<string | undefined> {
    const record = await store.find(scope, kind, keyOf(connectionId, place));
    return record === undefined ? undefined : binding.parse(record).boundId;
  }

  return {
    find,

    /** Refused without a change when another restore bound the policy concurrently. */
    async bind(scope: RecordScope, connectionId: string, place: Place, boundId: string, runId: string): Promise<void> {
      const before = await find(scope, connectionId, place);
      if (before === boundId) return;
      const record = { policyId: place.id, boundId, runId, boundAt: target.clock.now().toISOString() };
      const condition = before === undefined ? isAbsent : "#record.#boundId = :before";
      const values = before === undefined ? {} : { before };
      await store.put(scope, kind, keyOf(connectionId, place), record, condition, values);
    },
  };
}
