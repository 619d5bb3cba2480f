import * as z from "zod";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

const profile = z.object({
  /** The id of the run that found the change. */
  id: z.string(),
  n: z.number().int(),
  operationRunId: z.string(),
  providerConnectionId: z.string(),
  createdAt: z.string(),
  displayName: z.string(),
  contentHash: z.string(),
  content: z.record(z.string(), z.unknown()),
});
export type TenantProfile = Readonly<z.infer<typeof profile>>;

const head = z.object({ profileId: z.string(), n: z.number().int(), verifiedAt: z.string() });
type Head = z.infer<typeof head>;

const kind = "tenant-profiles";
const headKind = "tenant-profile-head";
const headId = "-";

/** The versions of what a tenant says about itself; the newest one is current. */
export function createTenantProfiles(target: StoreTarget) {
  const store = createRecordStore(target);

  async function findHead(scope: RecordScope): Promise<Head | undefined> {
    const found = await store.find(scope, headKind, headId);
    return found === undefined ? undefined : head.parse(found);
  }

  function seen(record: unknown, current: Head | undefined): Item {
    const read = profile.parse(record);
    const isCurrent = read.id === current?.profileId;
    return {
      ...read,
      status: isCurrent ? "active" : "superseded",
      ...(isCurrent && { verifiedAt: current.verifiedAt }),
    };
  }

  return {
    /** The current version; undefined before the first one. */
    async findCurrent(scope: RecordScope): Promise<TenantProfile | undefined> {
      const current = await findHead(scope);
      const record = current === undefined ? undefined : await store.find(scope, kind, current.profileId);
      return record === undefined ? undefined : profile.parse(record);
    },

    /** Stores a version and returns it, read again. Throws `FencedError` for an attempt that a later one replaced. */
    async add(scope: RecordScope, made: TenantProfile): Promise<TenantProfile | undefined> {
      const { id, n } = made;
      if (!(await store.put(scope, kind, id, profile.parse(made), `${isAbsent} OR #record.#n <= :n`, { n }))) {
        throw new FencedError(`the tenant profile of run ${id}`);
      }
      const record = await store.find(scope, kind, id);
      return record === undefined ? undefined : profile.parse(record);
    },

    /** Makes a version current, or confirms that it still is; an attempt never replaces a later one. */
    async confirm(scope: RecordScope, { profileId, n, verifiedAt }: Head): Promise<void> {
      const condition = `${isAbsent} OR #record.#n <= :n`;
      await store.put(scope, headKind, headId, { profileId, n, verifiedAt }, condition, { n });
    },

    async find(scope: RecordScope, id: string): Promise<Item | undefined> {
      const [record, current] = await Promise.all([store.find(scope, kind, id), findHead(scope)]);
      return record === undefined ? undefined : seen(record, current);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const [page, current] = await Promise.all([
        store.page(scope, kind, { ...request, isNewestFirst: true }),
        findHead(scope),
      ]);
      return { ...page, records: page.records.map((record) => seen(record, current)) };
    },
  };
}
