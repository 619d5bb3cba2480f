import { type Clock, systemClock } from "../foundation/clock.ts";
import { randomIds } from "../foundation/ids.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { isNewestFirst, type RecordKind } from "../run/record-kinds.ts";
import { createBackupSchedules } from "./backup-schedules.ts";
import { createBackupSets } from "./backup-sets.ts";
import { createBaselineComparisons } from "./baseline-comparisons.ts";
import { createBaselineProfiles } from "./baseline-profiles.ts";
import { createBaselineSnapshots } from "./baseline-snapshots.ts";
import { createDriftFindings } from "./drift-findings.ts";
import { createEnvironmentReviews } from "./environment-reviews.ts";
import { createEvidenceSnapshots } from "./evidence-snapshots.ts";
import { createListedItems } from "./listed-items.ts";
import { createListings } from "./listings.ts";
import { isUnreadable, readableRecord, unjudged } from "./newer-records.ts";
import { createPlans } from "./plans.ts";
import { createPolicies, policiesKind } from "./policies.ts";
import { createPolicyAssignments } from "./policy-assignments.ts";
import { createPolicyExports } from "./policy-exports.ts";
import { policyRecord } from "./policy-record.ts";
import { createProviderConnections } from "./provider-connections.ts";
import { createRecordStore, type PageRequest, type RecordScope } from "./record-store.ts";
import { createReports, type ReportKind } from "./reports.ts";
import { createRestoreRuns } from "./restore-runs.ts";
import { createReviewPacks } from "./review-packs.ts";
import { createTenantProfiles } from "./tenant-profiles.ts";

export interface ReadPage {
  readonly items: readonly Item[];
  /** Pass it as `after` for the next page; absent at the end. */
  readonly nextAfter?: string;
  /** The number of all records, where the list is kept as a whole. */
  readonly total?: number;
}

/** Records examined by one search, and those read at once. */
const searchedMax = 2000;
const searchPage = 500;

interface KindPage {
  readonly records: readonly Item[];
  readonly nextAfter?: string;
  readonly total?: number;
}
interface KindReader {
  list(scope: RecordScope, request: PageRequest): Promise<KindPage>;
  /** Absent: the reader examines the pages of the list. */
  search?(scope: RecordScope, text: string, request: PageRequest): Promise<KindPage>;
  find(scope: RecordScope, id: string): Promise<Item | undefined>;
}

/**
 * The records of an environment, read-only, each as returned by its own store. Policies and connections are ordered
 * by id, the others newest first. A single backup set or restore run includes its items. Policy bodies are not
 * included.
 */
export function createRecordReader(target: StoreTarget & { readonly clock?: Clock }) {
  const parts = { ...target, clock: target.clock ?? systemClock, ids: randomIds };
  const store = createRecordStore(parts);
  const connections = createProviderConnections(parts);
  const evidence = createEvidenceSnapshots(parts);
  const reviews = createEnvironmentReviews(parts);
  const backupSets = createBackupSets(parts);
  const restoreRuns = createRestoreRuns(parts);
  const plans = createPlans(parts);
  const baselines = createBaselineSnapshots(parts);
  const findings = createDriftFindings(parts);
  const listings = createListings(parts);
  const reports = createReports(parts);
  const reportsOf = (kind: ReportKind): KindReader => ({
    list: (scope, request) => reports.list(scope, kind, request),
    find: (scope, id) => reports.find(scope, kind, id),
  });
  const readers: Record<RecordKind, KindReader> = {
    "provider-connections": connections,
    policies: {
      list: async (scope, request) => {
        const page = await store.page(scope, policiesKind, request);
        return { ...page, records: page.records.map((record) => policyRecord.parse(record)) };
      },
      find: createPolicies(parts).find,
    },
    "policy-exports": createPolicyExports(parts),
    "evidence-snapshots": {
      list: evidence.list,
      find: async (scope, id) => (await evidence.findWithEntries(scope, id)) ?? evidence.find(scope, id),
    },
    "environment-reviews": reviews,
    "review-packs": createReviewPacks(parts),
    "backup-sets": { list: backupSets.list, find: backupSets.findWithItems },
    "backup-schedules": createBackupSchedules(parts),
    "restore-runs": { list: restoreRuns.list, find: restoreRuns.findWithItems },
    plans: { list: plans.list, find: plans.findWithItems },
    "baseline-snapshots": { list: baselines.list, find: baselines.findWithItems },
    "baseline-profiles": createBaselineProfiles(parts),
    "baseline-comparisons": createBaselineComparisons(parts),
    "drift-findings": { list: findings.list, find: findings.findWithDecisions },
    "permission-reports": reportsOf("permission-reports"),
    "admin-role-scans": reportsOf("admin-role-scans"),
    "rbac-reports": reportsOf("rbac-reports"),
    "compliance-snapshots": reportsOf("compliance-snapshots"),
    "tenant-profiles": createTenantProfiles(parts),
    listings,
    "directory-groups": createListedItems(listings, "groups"),
    "role-definitions": createListedItems(listings, "roles."),
    "inventory-items": createListedItems(listings, "inventory."),
    "policy-assignments": createPolicyAssignments(parts),
  };

  /** A page of records. A record of a newer release does not affect the others. */
  async function listReadable(scope: RecordScope, kind: RecordKind, request: PageRequest): Promise<KindPage> {
    try {
      return await readers[kind].list(scope, request);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      const page: KindPage = await store.page(scope, kind, { ...request, isNewestFirst: isNewestFirst(kind) });
      return { ...page, records: page.records.map((record) => readableRecord(kind, record)) };
    }
  }

  return {
    async list(
      scope: RecordScope,
      kind: RecordKind,
      request: { readonly limit: number; readonly after?: string },
    ): Promise<ReadPage> {
      return readPageOf(await listReadable(scope, kind, request));
    },

    /**
     * The records whose name or id contains all words, in any case. Examines a limited number of records, so a page may
     * be short or empty and still have a next one.
     */
    async search(
      scope: RecordScope,
      kind: RecordKind,
      { text, limit, after }: { readonly text: string; readonly limit: number; readonly after?: string },
    ): Promise<ReadPage> {
      const whole = readers[kind].search;
      if (whole !== undefined) {
        return readPageOf(await whole(scope, text, { limit, ...(after !== undefined && { after }) }));
      }
      const isWanted = matcherOf(text);
      const items: Item[] = [];
      let from = after;
      for (let examined = 0; examined < searchedMax; examined += searchPage) {
        const page = await listReadable(scope, kind, { limit: searchPage, ...(from !== undefined && { after: from }) });
        for (const record of page.records.filter(isWanted)) {
          if (items.length === limit) return { items, nextAfter: String(items.at(-1)?.id) };
          items.push(record);
        }
        from = page.nextAfter;
        if (from === undefined) return { items };
      }
      return { items, ...(from !== undefined && { nextAfter: from }) };
    },

    /** One record; undefined when it does not exist in this environment. */
    async get(scope: RecordScope, kind: RecordKind, id: string): Promise<Item | undefined> {
      try {
        return await readers[kind].find(scope, id);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        // The record or one of its items is not understood; a partly readable record is not interpreted.
        const record = await store.find(scope, kind, id);
        return record && unjudged(record);
      }
    },
  };
}
export type RecordReader = ReturnType<typeof createRecordReader>;

function readPageOf({ records, nextAfter, total }: KindPage): ReadPage {
  return {
    items: records,
    ...(nextAfter !== undefined && { nextAfter }),
    ...(total !== undefined && { total }),
  };
}

function matcherOf(text: string): (record: Item) => boolean {
  const words = text.toLowerCase().split(/\s+/);
  return ({ id, name, displayName }) => {
    const searched = [id, name, displayName]
      .filter((value) => typeof value === "string")
      .join("\n")
      .toLowerCase();
    return words.every((word) => searched.includes(word));
  };
}
