import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { ttlAttribute, workspaceKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import type { Part } from "../ledger/write-together.ts";
import { type AuditAction, type AuditEntry, auditActions, auditEntry } from "../run/audit-entry.ts";
import { boundedContext } from "../run/context.ts";

/** Entries are stored in the workspace's own partition, ordered by time. */
const prefix = "AUDIT#";
/**
 * Actions that release 0.1 does not know are stored as the closest known one; the exact action is stored beside the
 * record.
 */
const knownTo01: Partial<Record<AuditAction, AuditAction>> = {
  "environment.archived": "environment.written",
  "environment.unarchived": "environment.written",
  "baseline_profile.written": "workspace.written",
  "drift_finding.decided": "operation_run.acknowledged",
  "saved_view.written": "workspace.written",
  "saved_view.removed": "workspace.written",
  "review_pack.downloaded": "environment_review.published",
  "policy_export.downloaded": "operation_run.acknowledged",
  "evidence_bundle.downloaded": "operation_run.acknowledged",
  "backup_schedule.written": "provider_connection.written",
  "backup_set.hold_changed": "operation_run.acknowledged",
  "schedule.created": "provider_connection.written",
  "schedule.edited": "provider_connection.written",
  "schedule.paused": "provider_connection.written",
  "schedule.resumed": "provider_connection.written",
  "schedule.removed": "provider_connection.written",
  "promise.written": "workspace.written",
  "promise.removed": "workspace.written",
  "promise.exception_changed": "provider_connection.written",
  "alert_rule.written": "workspace.written",
  "alert_rule.removed": "workspace.written",
  "alert_channel.written": "workspace.written",
  "alert_channel.removed": "workspace.written",
  "alert_channel.tested": "operation_run.acknowledged",
  "alert.snoozed": "operation_run.acknowledged",
  "plan.approval_requested": "operation_run.acknowledged",
  "plan.approved": "operation_run.acknowledged",
  "plan.refused": "operation_run.acknowledged",
};
const storedEntry = z
  .looseObject({ record: auditEntry, action: z.enum(auditActions).optional().catch(undefined) })
  .transform(({ record, action = record.action }): AuditEntry => ({ ...record, action }));

/** Limits of one list: entries examined per request, and pages per list. */
const lastKey = z.object({ sk: z.string() }).optional();
const pageEntries = 200;
const pagesMax = 25;
const secondsPerDay = 86_400;
const isNew = "attribute_not_exists(pk)";

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Pass it as `before` for the next page; absent at the end. */
  readonly nextBefore?: string;
}

/** What a reader looks for; an entry must match all that is given. */
interface AuditFilter {
  readonly action?: AuditAction | undefined;
  readonly actor?: string | undefined;
  readonly environmentId?: string | undefined;
  readonly resource?: string | undefined;
}

const matches = (entry: AuditEntry, { action, actor, environmentId, resource }: AuditFilter): boolean =>
  (action === undefined || entry.action === action) &&
  (actor === undefined || entry.actor.id === actor) &&
  (environmentId === undefined || entry.environmentId === environmentId) &&
  (resource === undefined || entry.resourceId === resource);

/** Adds entries to the audit trail. They expire `retentionDays` after they were recorded. */
export function createAuditRecorder({ retentionDays, ...target }: StoreTarget & { readonly retentionDays: number }) {
  const store = createStore(target);

  /** Redacts the metadata and limits it to the bounds of a run's context. */
  function itemOf(entry: AuditEntry) {
    const record = auditEntry.parse({ ...entry, metadata: boundedContext(entry.metadata) });
    const key = workspaceKey(entry.workspaceId, `${prefix}${positionOf(entry)}`);
    const expiry = Math.floor(Date.parse(entry.recordedAt) / 1000) + retentionDays * secondsPerDay;
    const known = knownTo01[record.action];
    const stored = known === undefined ? { record } : { record: { ...record, action: known }, action: record.action };
    return { ...key, ...stored, [ttlAttribute]: expiry };
  }

  return {
    /** Adds an entry. Idempotent for the same time and id. */
    async record(entry: AuditEntry): Promise<void> {
      await store.put(itemOf(entry), isNew);
    },

    /** The entry as part of the write it documents, so that both are stored atomically. */
    partOf: (entry: AuditEntry): Part => ({ item: itemOf(entry), condition: isNew }),
  };
}
export type AuditRecorder = ReturnType<typeof createAuditRecorder>;

/** Reads the audit trail: entries are added once and never changed. */
export function createAudit(target: StoreTarget) {
  async function query(workspaceId: string, after: string | undefined, environments: "all" | readonly string[]) {
    const { pk } = workspaceKey(workspaceId, "#");
    const names = environments === "all" ? [] : environments.map((id, at) => [`:env${at}`, id] as const);
    const answer = await target.client.send(
      new QueryCommand({
        TableName: target.tableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix, ...Object.fromEntries(names) },
        ...(environments !== "all" && {
          FilterExpression: `#record.#environmentId IN (${names.map(([name]) => name).join(", ")})`,
          ExpressionAttributeNames: { "#record": "record", "#environmentId": "environmentId" },
        }),
        ScanIndexForward: false,
        Limit: pageEntries,
        ConsistentRead: true,
        ...(after !== undefined && { ExclusiveStartKey: { pk, sk: `${prefix}${after}` } }),
      }),
    );
    const last = lastKey.parse(answer.LastEvaluatedKey);
    const found = (answer.Items ?? []).map((item) => storedEntry.parse(item));
    return { found, last: last?.sk.slice(prefix.length) };
  }

  return {
    /**
     * The newest entries first. A reader limited to some environments gets only their entries, and none of the
     * workspace itself; `nextBefore` never discloses an entry that is hidden from the reader.
     */
    async list(of: {
      readonly workspaceId: string;
      readonly environments: "all" | readonly string[];
      readonly before?: string | undefined;
      readonly limit: number;
      readonly filter?: AuditFilter;
    }): Promise<AuditPage> {
      if (of.environments !== "all" && of.environments.length === 0) return { entries: [] };
      const entries: AuditEntry[] = [];
      let after = of.before;
      for (let pages = 0; pages < pagesMax; pages++) {
        const { found, last } = await query(of.workspaceId, after, of.environments);
        entries.push(...found.filter((entry) => matches(entry, of.filter ?? {})));
        const final = entries[of.limit - 1];
        if (entries.length > of.limit && final !== undefined) {
          return { entries: entries.slice(0, of.limit), nextBefore: positionOf(final) };
        }
        if (last === undefined) return { entries };
        after = last;
      }
      // Only the time of the last examined entry, whose id may be hidden from this reader.
      const [examinedAt = ""] = (after ?? "").split("#");
      return { entries, nextBefore: `${examinedAt}#~` };
    },

    /**
     * The entries of one resource, oldest first, recorded at `from` or later. `examinedUntil` is set when the trail has
     * more entries than one reading examines: later entries were not read.
     */
    async ofResource(of: {
      readonly workspaceId: string;
      readonly resource: string;
      readonly from: string;
    }): Promise<{ readonly entries: readonly AuditEntry[]; readonly examinedUntil?: string }> {
      const { pk } = workspaceKey(of.workspaceId, "#");
      const entries: AuditEntry[] = [];
      let after: Record<string, unknown> | undefined;
      for (let pages = 0; pages < pagesMax; pages++) {
        const answer = await target.client.send(
          new QueryCommand({
            TableName: target.tableName,
            KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :end",
            FilterExpression: "#record.#resourceId = :resource",
            ExpressionAttributeNames: { "#record": "record", "#resourceId": "resourceId" },
            ExpressionAttributeValues: {
              ":pk": pk,
              ":from": `${prefix}${of.from}`,
              ":end": `${prefix}~`,
              ":resource": of.resource,
            },
            Limit: pageEntries,
            ConsistentRead: true,
            ...(after && { ExclusiveStartKey: after }),
          }),
        );
        entries.push(...(answer.Items ?? []).map((item) => storedEntry.parse(item)));
        after = answer.LastEvaluatedKey;
        if (after === undefined) return { entries };
      }
      const [examinedUntil = ""] = (lastKey.parse(after)?.sk.slice(prefix.length) ?? "").split("#");
      return { entries, examinedUntil };
    },
  };
}
export type Audit = ReturnType<typeof createAudit>;

/** The position of an entry in its workspace's trail. */
function positionOf({ recordedAt, id }: AuditEntry): string {
  return `${recordedAt}#${id}`;
}
