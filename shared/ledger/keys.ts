/**
 * The single table: its keys and indexes. Declarations only: the infrastructure builds the table from them, and the
 * ledger and records use them for reads and writes.
 */

export const tableKey = { hash: "pk", range: "sk" } as const;

/** The TTL attribute (epoch seconds). DynamoDB deletes late, so readers must check it themselves. */
export const ttlAttribute = "expiresAt";

/** Shown in lists before a run is loaded. All are immutable, so updates never rewrite the index. */
const immutableAttributes = ["type", "environmentId", "correlationHash"] as const;

interface IndexDeclaration {
  readonly hash: string;
  readonly range: string;
  /** Projected non-key attributes, or none. */
  readonly include: readonly string[];
}

export const indexes = {
  /** Every run of a workspace, permanently, in order of id. */
  timeline: { hash: "workspaceKey", range: "pk", include: immutableAttributes },
  /** Every run of an environment; those of the workspace itself that have a line are in a place of their own. */
  environment: { hash: "environmentKey", range: "pk", include: immutableAttributes },
  /**
   * Sparse: open work. The type determines the lane of an active run; both attributes decide whether a success resolves a
   * problem.
   */
  open: { hash: "workspaceKey", range: "openKey", include: ["type", "correlationHash"] },
  /** Sparse: sweep order while active, then failures of all workspaces. */
  due: { hash: "dueShard", range: "dueAt", include: [] },
} as const satisfies Record<string, IndexDeclaration>;
export type IndexName = keyof typeof indexes;

/** Number of partitions for the sweep and failure order, so that mass failures do not throttle one partition. */
export const dueShardCount = 16;

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The last character of a ULID is random; its lower half selects the shard. */
function shardOf(runId: string): string {
  return String(Math.max(0, crockford.indexOf(runId.slice(-1))) % dueShardCount).padStart(2, "0");
}

export const itemKey = (pk: string, sk = "#") => ({ pk, sk });

export const runKey = (runId: string) => itemKey(`RUN#${runId}`);
export const runSideKey = (runId: string, name: string) => itemKey(`RUN#${runId}`, `X#${name}`);
export const identityKey = (identityHash: string) => itemKey(`IDENT#${identityHash}`);
export const idempotencyKey = (workspaceId: string, caller: string, keyHash: string) =>
  itemKey(`KEY#${workspaceId}#${caller}#${keyHash}`);
export const successKey = (workspaceId: string, environmentId: string | null, type: string, correlationHash: string) =>
  itemKey(`SUCCESS#${workspaceId}#${environmentId ?? "-"}#${type}#${correlationHash}`);
export const usableKey = (workspaceId: string, environmentId: string | null, kind: string, correlationHash: string) =>
  itemKey(`USABLE#${workspaceId}#${environmentId ?? "-"}#${kind}#${correlationHash}`);
/** What was proven of an environment, one item each. */
export const proofPartition = (workspaceId: string) => `PROOF#${workspaceId}`;
export const recordKey = (workspaceId: string, environmentId: string, kind: string, id: string) =>
  itemKey(`REC#${workspaceId}#${environmentId}#${kind}`, id);
export const bulkActionKey = (workspaceId: string, id: string, sk?: string) => itemKey(`BULK#${workspaceId}#${id}`, sk);
export const scheduleKey = (workspaceId: string, id: string) => itemKey(`WS#${workspaceId}`, `SCHEDULE#${id}`);
/** A slot of a schedule, by its instant. */
export const occurrenceKey = (workspaceId: string, scheduleId: string, slot: string) =>
  itemKey(`SCHED#${workspaceId}#${scheduleId}`, `O#${slot}`);
/** A place in the log of a wave. */
export const wavePlaceKey = (waveId: string, place: number) =>
  itemKey(`WAVE#${waveId}`, `B#${String(place).padStart(4, "0")}`);
/** Alerts of a workspace, one item for each cause. */
export const alertPartition = (workspaceId: string) => `ALERT#${workspaceId}`;
export const alertKey = (workspaceId: string, key: string) => itemKey(alertPartition(workspaceId), key);
/** The budget of one application in one provider tenant: writes (`w`) or calls (`r`). */
export const providerPaceKey = (id: string, kind: "w" | "r") => itemKey(`PACE#${id}`, kind);
export const clockKey = (name: string) => itemKey(`CLOCK#${name}`);
export const workspaceKey = (workspaceId: string, sk: string) => itemKey(`WS#${workspaceId}`, sk);
export const userKey = (sub: string, sk: string) => itemKey(`USER#${sub}`, sk);

export const timelinePartition = (workspaceId: string, shard = 0) => `WS#${workspaceId}#${shard}`;
/** In the place of an environment, for what belongs to the workspace itself; no environment has this id. */
export const workspacePlace = "-";
export const environmentPartition = (workspaceId: string, environmentId: string, shard = 0) =>
  `ENV#${workspaceId}#${environmentId}#${shard}`;
export const duePartition = (shard: number) => `DUE#${String(shard).padStart(2, "0")}`;
export const schedulePartition = (shard: number) => `SCHEDULE#${String(shard).padStart(2, "0")}`;
export const problemPartition = (shard: number) => `PROBLEM#${String(shard).padStart(2, "0")}`;

export const dueShardOf = (runId: string) => `DUE#${shardOf(runId)}`;
export function scheduleShardOf(workspaceId: string): string {
  const sum = [...workspaceId].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return schedulePartition(sum % dueShardCount);
}
export const problemShardOf = (runId: string) => `PROBLEM#${shardOf(runId)}`;

export const runIdOfKey = (pk: string) => pk.slice("RUN#".length);

/** The workspace of a timeline partition key `WS#<workspace>#<shard>`; scope ids contain no separator. */
export const workspaceOfPartition = (partition: string) => partition.split("#")[1] ?? "";

/** What waits for a person without being a run, in the index of open work: `N#<environment>#<kind>#<id>`. */
export type NoticeKind = "approval";
export const noticeKey = (environmentId: string, kind: NoticeKind, id: string) => `N#${environmentId}#${kind}#${id}`;
/** The prefix of everything that waits for a person, optionally in one environment. */
export const noticePrefix = (environmentId?: string) => (environmentId === undefined ? "N#" : `N#${environmentId}#`);
/** Whether a key of open work is that of a notice of this kind. */
export const isNoticeOf = (kind: NoticeKind, openKey: string) => openKey.split("#")[2] === kind;

/**
 * A schedule that needs a person, in the index of open work: `S##<environment>#<id>`. Null is work of several
 * environments.
 */
export const scheduleOpenKey = (environmentId: string | null, id: string) =>
  `S##${environmentId ?? workspacePlace}#${id}`;
/** The environment of such an entry; undefined for one of the last release, which does not hold it. */
export function environmentOfNeeding(openKey: string): string | null | undefined {
  if (!openKey.startsWith("S##")) return undefined;
  const [, , environmentId = ""] = openKey.split("#");
  return environmentId === workspacePlace ? null : environmentId;
}
/** Their range at an instant. Entries of the last release hold the instant after which a schedule is overdue. */
export const needingRange = (now: string) => ({ from: "S#", to: `S#${now}` });
