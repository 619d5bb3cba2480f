import { batchGet } from "../../shared/ledger/batch-get.ts";
import { usableKey } from "../../shared/ledger/keys.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import type { RecordScope } from "../../shared/records/record-store.ts";
import { usableIn } from "../../shared/records/usable-pointers.ts";

/** The record that a pointer names, read as proof is gathered. */
export async function findUsable(
  { client, tableName }: StoreTarget,
  { workspaceId, environmentId }: RecordScope,
  kind: string,
  correlationHash: string | undefined,
) {
  const key = usableKey(workspaceId, environmentId, kind, correlationHash ?? "");
  const [item] = await batchGet({ client, tableName, isConsistent: false }, [key]);
  return usableIn(item);
}
