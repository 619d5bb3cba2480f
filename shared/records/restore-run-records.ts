import * as z from "zod";
import { attemptOf } from "./attempt-tickets.ts";
import { collections } from "./policy-collections.ts";
import { archiveFields } from "./record-archive.ts";

export const restoreStatuses = [
  "draft",
  "scoped",
  "checked",
  "previewed",
  "queued",
  "running",
  "completed",
  "partial",
  "failed",
  "cancelled",
] as const;
export type RestoreStatus = (typeof restoreStatuses)[number];

const counted = z.number().int().nonnegative();
const previewCounts = z.object({
  create: counted,
  update: counted,
  /** Absent on previews of older releases. */
  delete: counted.optional(),
  unchanged: counted,
  manualRequired: counted,
});
const resultCounts = z.object({ applied: counted, skipped: counted, failed: counted, manualRequired: counted });

const broadTarget = z.enum(["all_devices", "all_users"]);
/** Whom the changes concern, as far as it could be counted. */
const reach = z.object({
  groups: counted,
  members: counted,
  uncounted: counted,
  broadens: z.array(broadTarget).readonly(),
});
/** One target of a policy's assignments. */
const target = z.object({
  kind: z.enum(["group", "excluded_group", "all_devices", "all_users", "other"]),
  type: z.string(),
  groupId: z.string().optional(),
  filterId: z.string().optional(),
  filterMode: z.enum(["include", "exclude"]).optional(),
  intent: z.string().optional(),
});

/** A change set: changes at the provider that a person reviews before they are made. */
export const restoreRun = z.object({
  id: z.string(),
  /** What it does; absent on records of older releases, which are restores. */
  action: z.enum(["restore", "promote", "assign", "delete"]).optional(),
  /** Absent when no backup set is involved. */
  backupSetId: z.string().optional(),
  /** Where promoted policies come from. */
  sourceEnvironmentId: z.string().optional(),
  baselineSnapshotId: z.string().optional(),
  /** Identifies what the preview shows, and until when it may be executed; absent on previews of older releases. */
  digest: z.string().optional(),
  expiresAt: z.string().optional(),
  /** Since when it is executed only with an approval. */
  approvalRequestedAt: z.string().optional(),
  reach: reach.optional(),
  providerConnectionId: z.string(),
  /** The run that owns it now or last: first the previewing run, then the executing one. */
  operationRunId: z.string().optional(),
  /** The attempt that wrote it last; absent on records of older releases. */
  by: attemptOf.optional(),
  /** The run of its preview, once another run executes it. */
  previewRunId: z.string().optional(),
  requestedByUserId: z.string(),
  status: z.enum(restoreStatuses),
  isDryRun: z.boolean(),
  requestedItems: z.union([z.literal("all"), z.array(z.string())]),
  /** The number of items; absent until it is known. */
  itemCount: counted.optional(),
  preview: previewCounts.optional(),
  results: resultCounts.optional(),
  failureReason: z.string().optional(),
  /** Present until assignments are restored as well; absent on records of older releases. */
  assignments: z.literal("not_restored").optional(),
  /** Collections that the backup set does not contain completely. */
  incompleteCollections: z.array(z.string()).optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  ...archiveFields,
});
export type RestoreRunRecord = z.infer<typeof restoreRun>;
/** A change set as people review it: one whose status only a newer release knows does not wait for its execution. */
export const reviewableRestore = restoreRun.extend({ status: z.string() });
export type ReviewableRestore = z.infer<typeof reviewableRestore>;

/** An object of the source and its counterpart in the target; a name is absent where its tenant states none. */
const mappedObject = z.object({
  kind: z.enum(["group", "filter", "scope_tag", "template"]),
  from: z.object({ id: z.string(), name: z.string().optional() }),
  to: z.object({ id: z.string(), name: z.string().optional() }),
});

/** One policy of a restore: its preview, the start of its write, and its result. Each is written once. */
export const restoreItem = z.object({
  itemId: z.string(),
  collection: z.enum(collections),
  displayName: z.string(),
  /** Identifies the immutable version to restore. */
  contentHash: z.string(),
  preview: z
    .object({
      change: z.enum(["create", "update", "delete", "unchanged", "manual_required"]),
      reason: z.string().optional(),
      missingPermission: z.string().optional(),
      /** The provider's state: a digest of its content, or "absent". Missing when it could not be read. */
      currentHash: z.string().optional(),
      /** The document as the preview read it; absent when there was none to compare, and on older records. */
      currentVersion: z.string().optional(),
      /** Whom the policy would be assigned to, and whom it is assigned to. */
      targets: z.array(target).optional(),
      currentTargets: z.array(target).optional(),
      /** Groups, filters, scope tags or message templates that the tenant does not have. */
      missing: z.array(z.string()).optional(),
      /** Scope tags, objects of actions, updated policy and policy of the same name; of promotions only. */
      scopeTagIds: z.array(z.string()).optional(),
      actionIds: z.record(z.string(), z.string()).optional(),
      mapping: z.array(mappedObject).optional(),
      boundId: z.string().optional(),
      namesakeId: z.string().optional(),
    })
    .optional(),
  /** The attempt that wrote it last. */
  by: attemptOf.optional(),
  /** When a write to the provider was about to start: from then on the content may be ours. */
  writeBegunAt: z.string().optional(),
  /**
   * The attempt that was about to write. Until there is a result, any other attempt must read the provider before it
   * writes.
   */
  begun: attemptOf.optional(),
  result: z
    .object({
      status: z.enum(["applied", "skipped", "failed", "manual_required"]),
      reason: z.string().optional(),
      missingPermission: z.string().optional(),
      /** The provider's id of a recreated policy. */
      createdId: z.string().optional(),
      at: z.string(),
    })
    .optional(),
});
export type RestoreItemRecord = z.infer<typeof restoreItem>;

/** What its comparison needs: a newer release may have stored any other field, and the change, in its own way. */
export const displayedRestoreItem = restoreItem.pick({ contentHash: true }).extend({
  preview: restoreItem.shape.preview
    .unwrap()
    .pick({ currentHash: true, currentVersion: true, scopeTagIds: true, actionIds: true })
    .extend({ change: z.string() })
    .optional(),
});
export type DisplayedRestoreItem = z.infer<typeof displayedRestoreItem>;
