import type { Failure } from "../../run/run.ts";
import type { Json, StartRequest, Work, WorkResult } from "../define-operation.ts";
import { contentHash } from "./content-hash.ts";
import { endOfReads, endUnconfirmed } from "./end-of-reads.ts";
import type { ProviderConnection } from "./provider-access.ts";
import type { Reads } from "./read-lists.ts";

type Scope = StartRequest<unknown>["scope"];

/** The kinds of reports and the type that a run refers to them by. */
const types = {
  "permission-reports": "permission_report",
  "admin-role-scans": "admin_role_scan",
  "rbac-reports": "rbac_report",
  "compliance-snapshots": "compliance_snapshot",
} as const;
export type ReportKind = keyof typeof types;

export interface ReportDependencies {
  readonly reports: {
    /** Stores a report, and returns what the table then holds. */
    publish(scope: Scope, kind: ReportKind, report: StoredReport): Promise<{ readonly content?: unknown } | undefined>;
  };
  readonly clock: { now(): Date };
}
interface StoredReport {
  readonly id: string;
  readonly n: number;
  readonly operationRunId: string;
  readonly providerConnectionId: string;
  readonly createdAt: string;
  readonly status: "complete" | "incomplete";
  readonly contentHash: string;
  readonly content: { readonly [key: string]: Json };
}

interface Made {
  readonly kind: ReportKind;
  /** The attempt's ticket. */
  readonly n: number;
  readonly content: { readonly [key: string]: Json };
  readonly summaryCounts: Readonly<Record<string, number>>;
  /** Besides the failures of lists. */
  readonly failures?: readonly Failure[];
}

/** Stores the report of a run, reads it again, and ends the run. Findings never make the run a problem. */
export async function publishReport(
  { run, scope }: Work<unknown>,
  connection: ProviderConnection,
  reads: Reads,
  { reports, clock }: ReportDependencies,
  { kind, n, content, summaryCounts, failures = [] }: Made,
): Promise<WorkResult> {
  const related = { type: types[kind], id: run.id };
  const end = endOfReads(reads, { summaryCounts, failures, related });
  const stored = await reports.publish(scope, kind, {
    id: run.id,
    n,
    operationRunId: run.id,
    providerConnectionId: connection.id,
    createdAt: clock.now().toISOString(),
    status: end.outcome === "succeeded" ? "complete" : "incomplete",
    contentHash: contentHash(content),
    content,
  });
  const isConfirmed = stored !== undefined && contentHash(jsonOf(stored.content)) === contentHash(content);
  return isConfirmed ? end : endUnconfirmed("report");
}

/** What came from the table, as JSON; anything else has another hash. */
const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
