import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Attempt, attemptOf } from "./attempt-tickets.ts";
import { createRecordStore, type PageRequest, type RecordScope } from "./record-store.ts";

export const consentStatuses = ["unknown", "granted", "required", "failed", "revoked"] as const;
export const verificationStatuses = ["unknown", "pending", "healthy", "degraded", "blocked", "error"] as const;

/** User-defined settings of a connection. Origins are checked against the environment's allow-list before any call. */
export const connectionSettings = z.strictObject({
  provider: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  displayName: z.string().trim().min(1).max(100),
  baseUrl: z.url({ protocol: /^https?$/ }).max(500),
  tokenUrl: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().min(1).max(200),
  /** The name of the secret, which is read at run time; the secret itself is never stored here. */
  secretName: z.string().regex(/^[\w/+=.@-]{1,200}$/),
  isDefault: z.boolean(),
  isEnabled: z.boolean(),
});
export type ConnectionSettings = z.infer<typeof connectionSettings>;

/** Fields that only a check may write. */
const checked = z.object({
  // A state that only a newer release knows is read as unknown.
  consentStatus: z.string().pipe(z.enum(consentStatuses).catch("unknown")),
  verificationStatus: z.string().pipe(z.enum(verificationStatuses).catch("unknown")),
  consentLastCheckedAt: z.string().optional(),
  lastHealthCheckAt: z.string().optional(),
  lastErrorReasonCode: z.string().optional(),
});

/** Strict only for user input: fields that a later release stores are ignored. */
export const storedConnection = z.object({
  ...connectionSettings.omit({ isDefault: true }).shape,
  id: z.string(),
  ...checked.shape,
});
type StoredConnection = z.infer<typeof storedConnection>;

/**
 * The attempt that checked it last, the generation of its run, and the time. Stored beside the record, because
 * release 0.1 rejects a record with an unknown field.
 */
const checkedBy = attemptOf.extend({ gen: z.number().int(), epoch: z.string(), at: z.string() });

/** A connection as read; `isDefault` derives from the environment's default, so that there is only one. */
export type ProviderConnectionRecord = StoredConnection & { readonly isDefault: boolean };

/** The findings of a check. A state that it could not determine stays unchanged. */
export interface CheckFindings {
  readonly consentStatus?: (typeof consentStatuses)[number];
  readonly verificationStatus: (typeof verificationStatuses)[number];
  readonly reasonCode?: string;
}

/** The checking attempt, and the generation of its run in its line. */
export interface CheckAttempt extends Attempt {
  readonly gen?: number | undefined;
  readonly epoch?: string | undefined;
}

export const connectionsKind = "provider-connections";
const kind = connectionsKind;
export const defaultsKind = "provider-defaults";
export const storedDefault = z.object({ provider: z.string(), connectionId: z.string().nullable() });

/** A check is only valid for these settings. */
export const accessSettings = ["baseUrl", "tokenUrl", "clientId", "secretName"] as const;
export const sameAccess = accessSettings.map((name) => `#record.#${name} = :${name}`).join(" AND ");

/** Who enabled or disabled it last, and when. Stored beside the record for the same reason. */
const switched = z.object({ isEnabled: z.boolean(), by: z.string(), at: z.string() });
export type Switched = z.infer<typeof switched>;

const storedItem = z.looseObject({
  record: storedConnection,
  checkedBy: checkedBy.optional(),
  switched: switched.optional(),
});

/**
 * The connection in an item, the run of its last check, and who switched it last; undefined when there is no item. A
 * check that release 0.1 wrote later, or that a settings change invalidated, is not attributed to the attempt stored
 * beside it, nor is a switch that release 0.1 reversed.
 */
export function connectionIn(item: Item | undefined):
  | (StoredConnection & {
      readonly checkedBy?: z.infer<typeof checkedBy>;
      readonly switched?: Switched;
    })
  | undefined {
  if (item === undefined) return undefined;
  const { record, checkedBy: by, switched: last } = storedItem.parse(item);
  return {
    ...record,
    ...(by !== undefined && by.at === record.lastHealthCheckAt && { checkedBy: by }),
    ...(last !== undefined && last.isEnabled === record.isEnabled && { switched: last }),
  };
}

/** The provider connections of an environment, with at most one default per provider. */
export function createProviderConnections(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const { clock } = target;

  /** The default connection's id by provider. */
  async function defaults(scope: RecordScope): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for await (const page of store.pages(scope, defaultsKind)) {
      for (const record of page) {
        const { provider, connectionId } = storedDefault.parse(record);
        if (connectionId !== null) found.set(provider, connectionId);
      }
    }
    return found;
  }

  function seen(record: unknown, byProvider: ReadonlyMap<string, string>): ProviderConnectionRecord {
    const connection = storedConnection.parse(record);
    return { ...connection, isDefault: byProvider.get(connection.provider) === connection.id };
  }

  async function find(scope: RecordScope, id: string): Promise<ProviderConnectionRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : seen(record, await defaults(scope));
  }

  return {
    find,

    /** The environment's only default connection; undefined when there is none, or defaults of several providers. */
    async findDefault(scope: RecordScope): Promise<ProviderConnectionRecord | undefined> {
      const ids = [...(await defaults(scope)).values()];
      const [id] = ids;
      const connection = ids.length === 1 && id !== undefined ? await find(scope, id) : undefined;
      return connection?.isDefault === true ? connection : undefined;
    },

    async list(scope: RecordScope, request: PageRequest) {
      const [page, byProvider] = await Promise.all([store.page(scope, kind, request), defaults(scope)]);
      return { ...page, records: page.records.map((record) => seen(record, byProvider)) };
    },

    /**
     * Stores the findings of a check and their time. Refused when the connection changed since the check began, or
     * when a later check was stored; without a generation, the clock decides which is later.
     */
    async recordCheck(
      scope: RecordScope,
      connection: Pick<StoredConnection, "id" | (typeof accessSettings)[number]>,
      findings: CheckFindings,
      by?: CheckAttempt,
    ): Promise<void> {
      const { consentStatus, verificationStatus, reasonCode } = findings;
      const change = [
        "#record.#verificationStatus = :verificationStatus",
        "#record.#lastHealthCheckAt = :now",
        "#record.#consentLastCheckedAt = :now",
        ...(consentStatus === undefined ? [] : ["#record.#consentStatus = :consentStatus"]),
        ...(reasonCode === undefined ? [] : ["#record.#lastErrorReasonCode = :reasonCode"]),
      ];
      const forget = reasonCode === undefined ? " REMOVE #record.#lastErrorReasonCode" : "";
      const isPlaced = by?.gen !== undefined && by.epoch !== undefined;
      if (isPlaced) change.push("#checkedBy = :by");
      const isLatest = isPlaced
        ? "(attribute_not_exists(#checkedBy) OR #checkedBy.#epoch <> :epoch" +
          " OR #checkedBy.#gen < :gen OR (#checkedBy.#gen = :gen AND #checkedBy.#attempt <= :attempt))"
        : "(attribute_not_exists(#checkedBy) AND " +
          "(attribute_not_exists(#record.#lastHealthCheckAt) OR #record.#lastHealthCheckAt <= :now))";
      const now = clock.now().toISOString();
      await store.update(
        scope,
        kind,
        connection.id,
        `SET ${change.join(", ")}${forget}`,
        `${sameAccess} AND ${isLatest}`,
        {
          verificationStatus,
          consentStatus,
          reasonCode,
          by: { ...by, at: now },
          ...by,
          now,
          ...Object.fromEntries(accessSettings.map((name) => [name, connection[name]])),
        },
      );
    },
  };
}
