import type { StartRequest } from "../define-operation.ts";
import type { AssignmentTarget } from "../policies/assignment-set.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import type { Reach } from "./restore-directory.ts";

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
/** What a change set does at the provider. Records of older releases are restores. */
export type ChangeAction = "restore" | "promote" | "assign" | "delete";
export type ItemStatus = "applied" | "skipped" | "failed" | "manual_required";
export type ItemChange = "create" | "update" | "delete" | "unchanged" | "manual_required";

export interface ResultCounts {
  readonly applied: number;
  readonly skipped: number;
  readonly failed: number;
  readonly manualRequired: number;
}
export interface PreviewCounts {
  readonly create: number;
  readonly update: number;
  /** Absent on previews of older releases. */
  readonly delete?: number | undefined;
  readonly unchanged: number;
  readonly manualRequired: number;
}

/** An object of the source and its counterpart in the target; a name is absent where its tenant states none. */
export interface MappedObject {
  readonly kind: "group" | "filter" | "scope_tag" | "template";
  readonly from: NamedId;
  readonly to: NamedId;
}
interface NamedId {
  readonly id: string;
  readonly name?: string | undefined;
}

/** What a new change set is about. */
export interface ChangeSource {
  readonly action: ChangeAction;
  readonly backupSetId?: string | undefined;
  /** Where promoted policies come from. */
  readonly sourceEnvironmentId?: string | undefined;
  readonly baselineSnapshotId?: string | undefined;
}

/** The part of a stored change set that operations need. */
export interface RestoreRecord extends Omit<ChangeSource, "action"> {
  readonly id: string;
  readonly action?: ChangeAction | undefined;
  /** Identifies what a preview shows; absent until it is whole, and on previews of older releases. */
  readonly digest?: string | undefined;
  readonly expiresAt?: string | undefined;
  /** Since when it is executed only with an approval. */
  readonly approvalRequestedAt?: string | undefined;
  readonly preview?: PreviewCounts | undefined;
  readonly providerConnectionId: string;
  readonly operationRunId?: string | undefined;
  readonly status: RestoreStatus;
  readonly isDryRun: boolean;
  readonly requestedItems: "all" | readonly string[];
  readonly itemCount?: number | undefined;
  readonly results?: ResultCounts | undefined;
  readonly failureReason?: string | undefined;
  /** Collections that the backup set does not contain completely. */
  readonly incompleteCollections?: readonly string[] | undefined;
  readonly completedAt?: string | undefined;
}

export interface ItemPreview {
  readonly change: ItemChange;
  readonly reason?: string | undefined;
  /** The application permission whose absence is the reason. */
  readonly missingPermission?: string | undefined;
  /** The provider's state; missing when it could not be read. */
  readonly currentHash?: string | undefined;
  /** The stored version of the provider's document, to compare with; absent when there is none to compare. */
  readonly currentVersion?: string | undefined;
  /** Whom the policy would be assigned to, and whom it is assigned to. */
  readonly targets?: readonly AssignmentTarget[] | undefined;
  readonly currentTargets?: readonly AssignmentTarget[] | undefined;
  /** Groups, filters, scope tags or message templates that the tenant does not have. */
  readonly missing?: readonly string[] | undefined;
  /** The scope tags that a promoted policy would have, by their ids in the target. */
  readonly scopeTagIds?: readonly string[] | undefined;
  /** What the actions of a promoted policy would refer to in the target, by the ids of the source. */
  readonly actionIds?: Readonly<Record<string, string>> | undefined;
  /** Objects of the source with their counterparts, for people. */
  readonly mapping?: readonly MappedObject[] | undefined;
  /** The policy of the target that a promotion updates; absent when it creates one. */
  readonly boundId?: string | undefined;
  /** A policy of the target with the same type and name, which a person may choose to be updated. */
  readonly namesakeId?: string | undefined;
}
export interface ItemResult {
  readonly status: ItemStatus;
  readonly reason?: string | undefined;
  readonly missingPermission?: string | undefined;
  readonly createdId?: string | undefined;
}

/** The writing attempt and its run; a later attempt fences off an earlier one. */
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

/** Values written with a status change of the record. */
export interface StepValues {
  itemCount?: number;
  preview?: PreviewCounts;
  digest?: string;
  expiresAt?: string;
  reach?: Reach;
  results?: ResultCounts;
  failureReason?: string;
  startedAt?: string;
  completedAt?: string;
}

/** The store of restore runs. Each part of an item is written once; the first value stays and is returned. */
export interface RestoreRuns {
  find(scope: Scope, id: string): Promise<RestoreRecord | undefined>;
  listItems(scope: Scope, id: string): Promise<readonly RestoreItem[]>;
  open(
    scope: Scope,
    wanted: ChangeSource & {
      readonly id: string;
      readonly providerConnectionId: string;
      readonly by: RestoreAttempt;
      readonly requestedByUserId: string;
      readonly isDryRun: boolean;
      readonly requestedItems: "all" | string[];
      readonly incompleteCollections: string[];
    },
  ): Promise<RestoreRecord>;
  /** Assigns a preview to the run that executes it; undefined when it is not (or no longer) a preview. */
  bindPreview(scope: Scope, id: string, by: RestoreAttempt, isApproved?: boolean): Promise<RestoreRecord | undefined>;
  /** Makes this attempt the writer of its run's record; undefined when another run owns the record. */
  takeOver(scope: Scope, id: string, by: RestoreAttempt): Promise<RestoreRecord | undefined>;
  /** One legal transition; undefined when another run owns the record or its status does not allow it. */
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
  /** Records that a write to the provider is about to start, unless the item changed since it was read. */
  beginWrite(
    scope: Scope,
    id: string,
    seen: RestoreItem,
    by: RestoreAttempt,
  ): Promise<{ readonly kind: "begun" | "in_doubt" | "settled"; readonly item: RestoreItem }>;
  recordResult(scope: Scope, id: string, itemId: string, result: ItemResult, by: RestoreAttempt): Promise<RestoreItem>;
}

/** Item counts by result. */
export function countResults(items: readonly RestoreItem[]): ResultCounts {
  const of = (status: ItemStatus) => items.filter(({ result }) => result?.status === status).length;
  return {
    applied: of("applied"),
    skipped: of("skipped"),
    failed: of("failed"),
    manualRequired: of("manual_required"),
  };
}

/** Item counts by predicted effect. */
export function countPreviews(items: readonly RestoreItem[]): PreviewCounts {
  const of = (change: ItemChange) => items.filter(({ preview }) => preview?.change === change).length;
  return {
    create: of("create"),
    update: of("update"),
    delete: of("delete"),
    unchanged: of("unchanged"),
    manualRequired: of("manual_required"),
  };
}

/** Completed without failed or manual items; else partial when any item was applied or skipped, failed when none. */
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

/** Whether a record has ended, which is final. */
export const hasEnded = ({ status }: Pick<RestoreRecord, "status">) => ended[status];

/** In whose name a change set keeps the bodies that it writes or deletes. */
export const holderOfChangeSet = (id: string): string => `change-set:${id}`;
