import fc from "fast-check";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createSuccessPointer, successOf } from "../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { uniqueReviewsKind } from "../../shared/records/review-kinds.ts";
import { createUsablePointers } from "../../shared/records/usable-pointers.ts";
import { correlationHashOf } from "../../shared/run/identity.ts";
import type { Run } from "../../shared/run/run.ts";
import { runOutcomes, runStatuses } from "../../shared/run/status.ts";
import { aRun, reconciledBy } from "../derived/runs.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { connectionsIn } from "../records/complete-records.ts";
import { testClock } from "../support/clock.ts";
import { tableDefinition } from "../support/table.ts";

/** Minutes within one hour: few, so that equal instants are frequent. */
export const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 8, n)).toISOString();

export const settings = {
  provider: "microsoft-graph",
  displayName: "Sample",
  baseUrl: "https://provider.example/v1.0",
  tokenUrl: "https://provider.example/token",
  clientId: "client",
  secretName: "runtruth/test/acme/acme-prod/provider",
  isDefault: false,
  isEnabled: true,
} as const;

/** One type of each group and ownership, and one undeclared. */
const types = [
  "provider.connection.check",
  "policy.sync",
  "environment.review.compose",
  "tenant.evidence.snapshot.generate",
  "backup.schedule.retention",
  "restore.execute",
  "ops.reconcile_adapter_runs",
  "inventory_sync",
] as const;
const contexts = [
  {},
  { providerConnectionId: "one", selectionHash: "s1", fingerprint: "f1", backupScheduleId: "b1", backupSetId: "x" },
  { providerConnectionId: "two", selectionHash: "s2", fingerprint: "f2", backupScheduleId: "b2", backupSetId: "y" },
  { providerConnectionId: "", selectionHash: "s1" },
] as const;

/** One value in three of four cases, so that the runs of a history often share scope and work. */
function mostly<Value>(value: Value, others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

type Made<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const time = fc.nat(6);
/** Runs of a newer release are out of scope of this oracle (I22); other tests cover their reads. */
const knownStatuses = runStatuses.filter((known) => known !== "unknown");
const knownOutcomes = runOutcomes.filter((known) => known !== "unknown");
const place = (environmentId: string | null) => ({
  workspaceId: mostly("acme", ["globex"]),
  environmentId: mostly<string | null>(environmentId, ["lab", "prod", null]),
});
const anyContext = mostly<(typeof contexts)[number]>(contexts[1], contexts);
const madeRun = (type: (typeof types)[number]) =>
  fc.record({
    ...place(type.startsWith("ops.") ? null : "prod"),
    type: mostly<(typeof types)[number]>(type, types),
    status: mostly<(typeof knownStatuses)[number]>("completed", knownStatuses),
    outcome: fc.constantFrom(...knownOutcomes, "succeeded" as const),
    created: time,
    lasted: fc.nat(4),
    context: anyContext,
    reason: fc.option(fc.constantFrom("provider_consent_missing", "run.handler_failed"), { nil: undefined }),
    isReconciled: fc.boolean(),
    decision: fc.oneof(
      { weight: 9, arbitrary: fc.constant("reconciled_failed") },
      { weight: 1, arbitrary: fc.constant("attention_required") },
    ),
    isAcknowledged: mostly(false, [true]),
  });
const madeCheck = fc.record({
  ...place("prod"),
  id: fc.constantFrom("one", "two"),
  at: fc.nat(12),
  isEnabled: mostly(true, [false]),
  verificationStatus: mostly<"healthy" | "degraded">("healthy", ["degraded"]),
  consentStatus: mostly<"granted" | "required">("granted", ["required"]),
});
type RecordState = "usable" | "absent" | "archived" | "one_of_several";
const madeArtifact = fc.record({
  ...place("prod"),
  type: fc.constantFrom("environment.review.compose", "tenant.evidence.snapshot.generate"),
  context: anyContext,
  at: time,
  maker: fc.nat(5),
  isExpired: fc.boolean(),
  /** State of the record that the pointer references. */
  record: mostly<RecordState>("usable", ["absent", "archived", "one_of_several"]),
});

/** Events in two workspaces within a few minutes, and the resulting stored facts. */
export const anyHistory = fc
  .constantFrom(...types)
  .chain((type) =>
    fc.record({
      runs: fc.array(madeRun(type), { minLength: 1, maxLength: 6 }),
      checks: fc.uniqueArray(madeCheck, {
        maxLength: 2,
        selector: ({ workspaceId, environmentId, id }) => [workspaceId, environmentId, id].join(),
      }),
      artifacts: fc.uniqueArray(madeArtifact, { maxLength: 2, selector: ({ at }) => at }),
    }),
  )
  .map(({ runs, ...rest }) => ({ ...rest, runs: runs.map(storedRun) }));
export type History = Pick<Made<typeof anyHistory>, "runs" | "checks" | "artifacts">;

function storedRun(made: Made<ReturnType<typeof madeRun>>, index: number): Run {
  const { created, lasted, context, reason, isReconciled, decision, isAcknowledged, outcome, ...rest } = made;
  const isOver = made.status === "completed";
  const correlationHash = correlationHashOf(findOperation(made.type)?.correlationKeys ?? ["unknown"], context);
  return aRun({
    ...rest,
    id: `run-${index}`,
    // The order of the starts, which clocks may contradict.
    gen: index + 1,
    epoch: "epoch1",
    outcome: isOver ? outcome : "pending",
    createdAt: minute(created),
    ...(isOver && { completedAt: minute(created + lasted) }),
    ...(correlationHash !== undefined && { correlationHash }),
    context: {
      ...context,
      ...(isOver && isReconciled && { reconciliation: reconciledBy("run.stale_running", decision) }),
    },
    ...(isOver && reason !== undefined && { endedBy: { source: "worker", reasonCode: reason } }),
    ...(isOver && isAcknowledged && { acknowledged: { by: "owner", at: minute(30), note: "looked into" } }),
  });
}

/** An in-memory table that counts its reads. */
export function createHistoryTable() {
  const clock = testClock(new Date(minute(40)));
  const calls: string[] = [];
  const engine = createDynamoDb({ clock, observe: ({ operation }) => void calls.push(operation) });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition("ledger") } });
  const client = createDirectClient(async (call) => engine.execute(call));
  return { target: { client, tableName: "ledger", clock }, clock, calls };
}

/** Stores what the event processing of these runs would store, in a separate scope. */
export async function store(target: StoreTarget & ReturnType<typeof createHistoryTable>["target"], history: History) {
  const successes = createSuccessPointer(target);
  const usable = createUsablePointers(target);
  for (const run of history.runs) {
    const { completedAt, correlationHash } = run;
    if (run.outcome !== "succeeded" || completedAt === undefined || correlationHash === undefined) continue;
    await successes.remember({ ...run, correlationHash }, successOf(run));
  }
  for (const check of history.checks) {
    const { workspaceId, environmentId, id, at, isEnabled, ...findings } = check;
    if (environmentId === null) continue;
    const scope = { workspaceId, environmentId };
    const connections = connectionsIn({ ...target, clock: { now: () => new Date(minute(at)) } });
    const connection = await connections.put(scope, id, { ...settings, isEnabled });
    await connections.recordCheck(scope, connection, findings);
  }
  const records = createRecordStore(target);
  for (const { workspaceId, environmentId, type, context, at, maker, isExpired, record } of history.artifacts) {
    const operation = findOperation(type);
    if (environmentId === null || operation === undefined) continue;
    const hash = correlationHashOf(operation.correlationKeys, context);
    await usable.point({ workspaceId, environmentId }, operation.provenBy, hash, {
      id: `artifact-${at}`,
      operationRunId: `run-${maker}`,
      usableAt: minute(at),
      ...(isExpired && { usableUntil: minute(20) }),
    });
    const scope = { workspaceId, environmentId };
    const fingerprint = "fingerprint" in context ? context.fingerprint : "";
    const status = record === "archived" ? "archived" : "ready";
    const stored = {
      id: `artifact-${at}`,
      status,
      fingerprint,
      ...(record === "archived" && { archivedAt: minute(9) }),
    };
    const kind = operation.provenBy;
    if (record !== "absent") await records.put(scope, kind, stored.id, stored, "attribute_not_exists(pk)");
    if (record !== "one_of_several" || fingerprint === "") continue;
    const other = { ...stored, id: `other-${at}` };
    await records.put(scope, kind, other.id, other, "attribute_not_exists(pk)");
    const unique = { reviewId: other.id };
    await records.put(
      scope,
      uniqueReviewsKind,
      fingerprint,
      unique,
      "attribute_not_exists(pk) OR attribute_exists(pk)",
    );
  }
}

/** The same history in workspaces of its own. */
export function inSeparateWorkspaces(history: History, name: string): History {
  const moved = <Placed extends { readonly workspaceId: string }>(one: Placed): Placed => ({
    ...one,
    workspaceId: `${one.workspaceId}-${name}`,
  });
  return {
    runs: history.runs.map(moved),
    checks: history.checks.map(moved),
    artifacts: history.artifacts.map(moved),
  };
}
