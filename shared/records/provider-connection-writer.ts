import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, type Part, writeTogether } from "../ledger/write-together.ts";
import {
  accessSettings,
  type ConnectionSettings,
  connectionSettings,
  createProviderConnections,
  defaultsKind,
  connectionsKind as kind,
  type ProviderConnectionRecord,
  type Switched,
  sameAccess,
  storedConnection,
  storedDefault,
} from "./provider-connections.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const unchecked = { consentStatus: "unknown", verificationStatus: "unknown" } as const;
const settingNames = connectionSettings.omit({ isDefault: true }).keyof().options;
/** Each retry means that a concurrent writer changed the same connection. */
const roundsMax = 5;

/** Writes the settings of a connection. The check writes its own findings. */
export function createProviderConnectionWriter(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const connections = createProviderConnections(target);

  /**
   * The write of changed settings; empty without a change. Findings stay valid while the settings they were checked
   * with stay.
   */
  function settingsParts(
    scope: RecordScope,
    id: string,
    stored: unknown,
    settings: ConnectionSettings,
    by: string | undefined,
  ): Part[] {
    const { isDefault: _, ...wanted } = settings;
    if (stored === undefined) return [store.putPart(scope, kind, id, { id, ...wanted, ...unchecked }, isAbsent)];
    const before = storedConnection.parse(stored);
    if (settingNames.every((name) => before[name] === wanted[name])) return [];

    const isSameAccess = accessSettings.every((name) => before[name] === wanted[name]);
    const next = { ...wanted, ...(!isSameAccess && unchecked) };
    const change = Object.keys(next).map((name) => `#record.#${name} = :new_${name}`);
    const isSwitched = by !== undefined && before.isEnabled !== wanted.isEnabled;
    if (isSwitched) change.push("#switched = :switched");
    const forget = isSameAccess
      ? ""
      : " REMOVE #record.#consentLastCheckedAt, #record.#lastHealthCheckAt, #record.#lastErrorReasonCode";
    const values = {
      ...Object.fromEntries(Object.entries(next).map(([name, value]) => [`new_${name}`, value])),
      ...Object.fromEntries(accessSettings.map((name) => [name, before[name]])),
      ...(isSwitched && {
        switched: { isEnabled: wanted.isEnabled, by, at: target.clock.now().toISOString() } satisfies Switched,
      }),
    };
    return [store.updatePart(scope, kind, id, `SET ${change.join(", ")}${forget}`, sameAccess, values)];
  }

  /** The write of the default; empty without a change. */
  function defaultParts(scope: RecordScope, id: string, stored: unknown, settings: ConnectionSettings): Part[] {
    const { provider, isDefault } = settings;
    const isNow = stored !== undefined && storedDefault.parse(stored).connectionId === id;
    if (isNow === isDefault) return [];
    // Setting the default replaces the current one; clearing it never affects another connection.
    const condition = isDefault ? `${isAbsent} OR #record.#provider = :provider` : "#record.#connectionId = :id";
    const record = { provider, connectionId: isDefault ? id : null };
    return [store.putPart(scope, defaultsKind, provider, record, condition, { id, provider })];
  }

  return {
    /**
     * Creates or changes a connection. If anything changes, the caller's additional write is stored with it; a new
     * default replaces the current one. `by` is the name of the person, kept when the connection is switched on or off.
     */
    async put(
      scope: RecordScope,
      id: string,
      settings: ConnectionSettings,
      beside?: AuditWrite,
      by?: string,
    ): Promise<ProviderConnectionRecord> {
      const wanted = connectionSettings.parse(settings);
      for (let round = 0; round < roundsMax; round++) {
        const [stored, standing] = await Promise.all([
          store.find(scope, kind, id),
          store.find(scope, defaultsKind, wanted.provider),
        ]);
        const changes = [...settingsParts(scope, id, stored, wanted, by), ...defaultParts(scope, id, standing, wanted)];
        const before = stored === undefined ? undefined : beforeOf(id, stored, standing);
        const also = beside === undefined ? [] : [beside(stored === undefined, before)];
        if (changes.length > 0 && !(await writeTogether(target, [...changes, ...also]))) continue;
        const written = await connections.find(scope, id);
        if (written !== undefined) return written;
      }
      throw new Error(`writing connection ${id}: others kept changing it; try again`);
    },
  };
}
export type ProviderConnectionWriter = ReturnType<typeof createProviderConnectionWriter>;

/** The settings that a write replaces, in the form in which it gives them. */
function beforeOf(id: string, stored: unknown, standing: unknown): ConnectionSettings {
  const isDefault = standing !== undefined && storedDefault.parse(standing).connectionId === id;
  const { provider, displayName, baseUrl, tokenUrl, clientId, secretName, isEnabled } = storedConnection.parse(stored);
  return { provider, displayName, baseUrl, tokenUrl, clientId, secretName, isDefault, isEnabled };
}
