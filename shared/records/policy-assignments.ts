import * as z from "zod";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, forEachOf, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

const policyAssignments = z.object({
  /** The provider's id of the policy. */
  id: z.string(),
  /** The ticket of the attempt that wrote it last. */
  n: z.number().int(),
  operationRunId: z.string(),
  providerConnectionId: z.string(),
  collection: z.enum(collections),
  displayName: z.string(),
  /** `incomplete`: names of groups or filters are unknown; `unread`: the assignments are of an earlier read. */
  status: z.enum(["complete", "incomplete", "unread"]),
  readAt: z.string(),
  /** Why the last attempt to read them failed. */
  failureCode: z.string().optional(),
  contentHash: z.string(),
  content: z.record(z.string(), z.unknown()),
});
export type PolicyAssignments = Readonly<z.infer<typeof policyAssignments>>;

interface Mark {
  readonly n: number;
  readonly operationRunId: string;
  readonly providerConnectionId: string;
  readonly failureCode: string;
}

export const policyAssignmentsKind = "policy-assignments";
const isLater = "#record.#n <= :n";

/** Whom the policies of an environment are assigned to, as last read; one record per policy. */
export function createPolicyAssignments(target: StoreTarget) {
  const store = createRecordStore(target);
  const kind = policyAssignmentsKind;

  return {
    /**
     * Stores what one attempt read, and returns the hashes that the table then holds. A later read stays; throws
     * `FencedError` when a later attempt of the same run has written.
     */
    async replace(scope: RecordScope, read: readonly PolicyAssignments[]): Promise<ReadonlyMap<string, string>> {
      const writes = await forEachOf(read, async (record) => {
        const { id, n, operationRunId } = record;
        const stored = policyAssignments.parse(record);
        const write = await store.tryPut(scope, kind, id, stored, `${isAbsent} OR ${isLater}`, { n });
        if (write.isWritten) return undefined;
        if (write.record?.operationRunId === operationRunId) throw new FencedError(`the assignments of ${id}`);
        return id;
      });
      const left = new Set(writes);
      const now = await store.findMany(
        scope,
        kind,
        read.map(({ id }) => id),
      );
      return new Map(
        read.map(({ id, contentHash }) => [
          id,
          left.has(id) ? contentHash : policyAssignments.parse(now.get(id)).contentHash,
        ]),
      );
    },

    /** Notes that a policy's assignments could not be read; without effect when they were never read. */
    async markUnread(scope: RecordScope, id: string, { n, operationRunId, failureCode }: Mark): Promise<void> {
      const change =
        "SET #record.#status = :status, #record.#failureCode = :failureCode, #record.#n = :n, " +
        "#record.#operationRunId = :operationRunId";
      const values = { status: "unread", failureCode, n, operationRunId };
      await store.update(scope, kind, id, change, `attribute_exists(pk) AND ${isLater}`, values);
    },

    async find(scope: RecordScope, id: string): Promise<Item | undefined> {
      const record = await store.find(scope, kind, id);
      return record === undefined ? undefined : policyAssignments.parse(record);
    },

    /** In the order of their ids. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, request);
      return { ...page, records: page.records.map((record): Item => policyAssignments.parse(record)) };
    },
  };
}
