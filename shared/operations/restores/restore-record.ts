import type { StartRequest } from "../define-operation.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";

type Scope = StartRequest<unknown>["scope"];

export type RestoreStatus =
  | "draft"
  | "scoped"
  | "checked"
  | "previewed"
  | "queued"
  | "running"
  | "completed"
  | "partial"
  | "failed"
  | "cancelled";
export type ItemStatus = "applied" | "skipped" | "failed" | "manual_required";
export type ItemChange = "create" | "update" | "unchanged" | "manual_required";

export interface ResultCounts {
  readonly applied: number;
  readonly skipped: number;
  readonly failed: number;
  readonly manualRequired: number;
}
export interface PreviewCounts {
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  readonly manualRequired: number;
}

/** What operations know of a stored restore run. */
export interface RestoreRecord {
  readonly id: string;
  readonly backupSetId: string;
  readonly providerConnectionId: string;
  readonly operationRunId?: string | undefined;
  readonly status: RestoreStatus;
  readonly isDryRun: boolean;
  readonly requestedItems: "all" | readonly string[];
  readonly itemCount?: number | undefined;
  readonly results?: ResultCounts | undefined;
  readonly failureReason?: string | undefined;
  /** Collections that the backup set does not hold whole. */
  readonly incompleteCollections?: readonly string[] | undefined;
  readonly completedAt?: string | undefined;
}

export interface ItemPreview {
  readonly change: ItemChange;
  readonly reason?: string | undefined;
  /** What the provider held; missing when that could not be seen. */
  readonly currentHash?: string | undefined;
}
export interface ItemResult {
  readonly status: ItemStatus;
  readonly reason?: string | undefined;
  readonly createdId?: string | undefined;
}

/** Which attempt of which run writes; a later one fences an earlier one off. */
export interface RestoreAttempt {
  readonly runId: string;
  readonly attempt: number;
}

/** One policy of a restore. */
export interface RestoreItem {
  readonly itemId: string;
  readonly collection: PolicyCollection;
  readonly displayName: string;
  readonly contentHash: string;
  readonly preview?: ItemPreview | undefined;
  readonly writeBegunAt?: string | undefined;
  readonly begun?: RestoreAttempt | undefined;
  readonly result?: ItemResult | undefined;
}
export type NewRestoreItem = Pick<RestoreItem, "itemId" | "collection" | "displayName" | "contentHash">;

/** What is written with a step of the record. */
export interface StepValues {
  itemCount?: number;
  preview?: PreviewCounts;
  results?: ResultCounts;
  failureReason?: string;
  startedAt?: string;
  completedAt?: string;
}

/** Where restore runs are kept. Every part of an item is written once; the first word stays and is the answer. */
export interface RestoreRuns {
  find(scope: Scope, id: string): Promise<RestoreRecord | undefined>;
  listItems(scope: Scope, id: string): Promise<readonly RestoreItem[]>;
  open(
    scope: Scope,
    wanted: {
      readonly id: string;
      readonly backupSetId: string;
      readonly providerConnectionId: string;
      readonly by: RestoreAttempt;
      readonly requestedByUserId: string;
      readonly isDryRun: boolean;
      readonly requestedItems: "all" | string[];
      readonly incompleteCollections: string[];
    },
  ): Promise<RestoreRecord>;
  /** Gives a preview to the run that executes it; undefined when it is no preview (any more). */
  bindPreview(scope: Scope, id: string, by: RestoreAttempt): Promise<RestoreRecord | undefined>;
  /** Makes this attempt the writer of its run's record; undefined when the record is another run's. */
  takeOver(scope: Scope, id: string, by: RestoreAttempt): Promise<RestoreRecord | undefined>;
  /** One legal step; undefined when the record is another run's or in no status it may come from. */
  move(
    scope: Scope,
    id: string,
    by: RestoreAttempt,
    to: Exclude<RestoreStatus, "draft">,
    values?: StepValues,
  ): Promise<RestoreRecord | undefined>;
  addItems(scope: Scope, id: string, items: readonly NewRestoreItem[]): Promise<void>;
  recordPreview(
    scope: Scope,
    id: string,
    itemId: string,
    preview: ItemPreview,
    by: RestoreAttempt,
  ): Promise<RestoreItem>;
  /** Notes that the provider is about to be written to, unless that is not as the item was seen. */
  beginWrite(
    scope: Scope,
    id: string,
    seen: RestoreItem,
    by: RestoreAttempt,
  ): Promise<{ readonly kind: "begun" | "in_doubt" | "settled"; readonly item: RestoreItem }>;
  recordResult(scope: Scope, id: string, itemId: string, result: ItemResult, by: RestoreAttempt): Promise<RestoreItem>;
}

/** How many items came to what. */
export function countResults(items: readonly RestoreItem[]): ResultCounts {
  const of = (status: ItemStatus) => items.filter(({ result }) => result?.status === status).length;
  return {
    applied: of("applied"),
    skipped: of("skipped"),
    failed: of("failed"),
    manualRequired: of("manual_required"),
  };
}

/** How many items would come to what. */
export function countPreviews(items: readonly RestoreItem[]): PreviewCounts {
  const of = (change: ItemChange) => items.filter(({ preview }) => preview?.change === change).length;
  return {
    create: of("create"),
    update: of("update"),
    unchanged: of("unchanged"),
    manualRequired: of("manual_required"),
  };
}

/** How a record ends whose items came to this: restored items beside others make it partial, none make it failed. */
export function endStatusOf({ applied, skipped, failed, manualRequired }: ResultCounts) {
  if (failed === 0 && manualRequired === 0) return "completed";
  return applied + skipped > 0 ? "partial" : "failed";
}

const ended: Record<RestoreStatus, boolean> = {
  draft: false,
  scoped: false,
  checked: false,
  previewed: false,
  queued: false,
  running: false,
  completed: true,
  partial: true,
  failed: true,
  cancelled: true,
};

/** Whether a record stays as it is. */
export const hasEnded = ({ status }: Pick<RestoreRecord, "status">) => ended[status];
