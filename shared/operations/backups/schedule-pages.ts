import type { IncomingPolicy } from "../policies/policy-item.ts";
import type { SyncDependencies } from "../policies/policy-sync-work.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import type { Scope } from "./schedule-choice.ts";

interface PageItem {
  readonly policyId: string;
  readonly collection: PolicyCollection;
  readonly platform: string;
  readonly displayName: string;
  readonly contentHash: string;
}
interface End {
  readonly collection: PolicyCollection;
  readonly isComplete: boolean;
  readonly failedItems: number;
  readonly removalsChecked?: boolean | undefined;
}
interface Page {
  readonly n: number;
  readonly items: PageItem[];
  readonly ends?: End[] | undefined;
}
export interface BackupPages {
  save(scope: Scope, runId: string, index: number, read: Page): Promise<void>;
  list(scope: Scope, runId: string): Promise<readonly Page[]>;
}

/** Behind every page that a run can read. */
const endsPage = 999_999;

interface Writer {
  readonly scope: Scope;
  readonly runId: string;
  readonly n: number;
  /** Stores the bodies of a page, held. */
  store(read: readonly IncomingPolicy[]): Promise<void>;
}

/** Where the pages of a sync's reader go when they are backed up instead of synced. */
export function pageWriter({ scope, runId, n, store }: Writer, pages: BackupPages): SyncDependencies["policies"] {
  const ends = new Map<PolicyCollection, End>();
  return {
    async upsertPage(_scope, read, mark) {
      await store(read);
      const items = read.map(({ id, collection, platform, displayName, contentHash }) => ({
        ...{ policyId: id, collection, platform, displayName, contentHash },
      }));
      await pages.save(scope, runId, mark.page, { n, items });
      return read.map(() => "created" as const);
    },
    markSeen: async () => {},
    markRemoved: async () => ({ deleted: 0, isDone: true }),
    takeOverRemovals: async () => {},
    async recordCollectionRead(_scope, { collection, isComplete, failedItems, removalsChecked }) {
      ends.set(collection, {
        collection,
        isComplete,
        failedItems,
        ...(removalsChecked !== undefined && { removalsChecked }),
      });
      await pages.save(scope, runId, endsPage, { n, items: [], ends: [...ends.values()] });
    },
    countPresent: async () => 0,
  };
}

/** Everything that the parts of a run have read. The first policy with an id counts, as in a sync. */
export async function readBack(scope: Scope, runId: string, pages: BackupPages) {
  const read = await pages.list(scope, runId);
  const items = new Map<string, PageItem>();
  for (const item of read.flatMap((page) => page.items)) {
    if (!items.has(item.policyId)) items.set(item.policyId, item);
  }
  const sorted = [...items.values()].sort((a, b) => (a.policyId < b.policyId ? -1 : 1));
  return { items: sorted, ends: read.flatMap(({ ends = [] }) => ends) };
}
