import { plusSeconds } from "../../foundation/clock.ts";
import { failureSummary } from "../../run/failure-summary.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Failure } from "../../run/run.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { sha256 } from "../reviews/pack-archive.ts";
import { buildExport, type ExportDocument } from "./build-export.ts";
import { type ExportedPolicies, type ExportedPolicy, exportedPolicies, exportFingerprint } from "./export-selection.ts";
import { exportValidDays } from "./export-validity.ts";
import type { PolicyExportInput } from "./policy.export.input.ts";
import { selectionOf } from "./policy-selection.ts";

type Scope = StartRequest<unknown>["scope"];

interface StoredExport {
  readonly fingerprint: string;
  readonly policyCount: number;
  readonly missingCount: number;
}

interface HandleDependencies {
  readonly policies: ExportedPolicies["policies"] & {
    findBody(scope: Scope, contentHash: string): Promise<string | undefined>;
  };
  readonly policyExports: {
    find(scope: Scope, id: string): Promise<StoredExport | undefined>;
    /** Stores the export of a run, unless a later attempt has stored it; returns what is then stored. */
    add(
      scope: Scope,
      wanted: StoredExport & {
        readonly id: string;
        readonly operationRunId: string;
        readonly form: string;
        readonly initiatedByUserId: string;
        readonly by: { readonly runId: string; readonly attempt: number };
        readonly key: string;
        readonly sha256: string;
        readonly bytes: number;
        readonly maskedCount: number;
        readonly createdAt: string;
        readonly expiresAt: string;
      },
    ): Promise<StoredExport>;
    /** Lets later starts of the same contents find this export. */
    name(scope: Scope, fingerprint: string, id: string, gen: number): Promise<void>;
  };
  readonly artifacts: {
    put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
    get(key: string, signal: AbortSignal): Promise<Uint8Array>;
  };
  readonly clock: { now(): Date };
}

/** Larger files no longer fit into one download. */
const fileBytesMax = 64 * 1024 * 1024;
/** Content that would not fit into the worker's memory beside its archive. */
const contentCharactersMax = 256 * 1024 * 1024;
/** Documents read at once. */
const readAtOnce = 25;

/**
 * Exports the synced policies as they are now. The stored file is read back before a record names it. A document that is
 * not stored any more is named in the manifest, and makes the end partial.
 */
export async function handle(work: Work<PolicyExportInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { policyExports, artifacts, clock } = needs;
  const { form = "as_read" } = input;
  // An earlier attempt may have crashed after it stored the export, and before it named it.
  const before = await policyExports.find(scope, run.id);
  if (before !== undefined) return finished(before);
  const exported = await exportedPolicies(scope, selectionOf(input.policyIds), needs);
  if (exported.length === 0) {
    return failed("blocked", "policy_export.no_policies", "None of the chosen policies is synced any more.");
  }
  const read = await readDocuments(work, exported, needs);
  if (read === "too_large") return failed("failed", "policy_export.too_large", tooLarge);
  const { documents, missing } = read;
  if (documents.length === 0) {
    return failed("failed", "policy_export.documents_missing", "No document of the policies is stored any more.");
  }
  const { archive, maskedCount } = buildExport({ scope, form, documents, missing });
  if (archive.length > fileBytesMax) return failed("failed", "policy_export.too_large", tooLarge);

  const digest = sha256(archive);
  const key = `exports/${scope.workspaceId}/${scope.environmentId}/${digest}.zip`;
  await work.confirm({ phase: "storing_file" });
  await artifacts.put(key, archive, work.signal);
  if (sha256(await artifacts.get(key, work.signal)) !== digest) {
    return failed("failed", "policy_export.not_confirmed", "The stored file differs from what was written.");
  }
  await work.confirm({ phase: "storing_file" });
  const now = clock.now();
  const stored = await policyExports.add(scope, {
    ...{
      id: run.id,
      operationRunId: run.id,
      form,
      fingerprint: exportFingerprint(exported, form),
      initiatedByUserId: run.initiator.id,
    },
    by: { runId: run.id, attempt: run.attempt },
    ...{ key, sha256: digest, bytes: archive.length },
    ...{ policyCount: documents.length, missingCount: missing.length, maskedCount },
    createdAt: now.toISOString(),
    expiresAt: plusSeconds(now, exportValidDays * 24 * 3600),
  });
  return finished(stored, missing);

  async function finished(
    { fingerprint, policyCount, missingCount }: StoredExport,
    lost: readonly ExportedPolicy[] = [],
  ): Promise<WorkResult> {
    if (missingCount === 0) await policyExports.name(scope, fingerprint, run.id, run.gen ?? 0);
    const total = policyCount + missingCount;
    const summaryCounts = { total, processed: policyCount, items: policyCount, failed: missingCount };
    const related = { type: "policy_export", id: run.id };
    if (missingCount === 0) return { kind: "ended", outcome: "succeeded", summaryCounts, related };
    const code = "policy_export.documents_missing";
    const message = "The document of a policy is not stored any more.";
    const failures: Failure[] =
      lost.length === 0
        ? [{ code, message, count: missingCount }]
        : lost.map(({ policyId: id, collection, displayName: name }) => ({
            code,
            message,
            about: { collection, id, name },
          }));
    return {
      kind: "ended",
      outcome: "partially_succeeded",
      reasonCode: code,
      failures: failureSummary(failures),
      summaryCounts,
      related,
    };
  }
}

const tooLarge = "The file would be larger than 64 MB. Choose fewer policies.";

async function readDocuments(
  work: Work<unknown>,
  exported: readonly ExportedPolicy[],
  { policies }: HandleDependencies,
): Promise<
  { readonly documents: readonly ExportDocument[]; readonly missing: readonly ExportedPolicy[] } | "too_large"
> {
  const documents: ExportDocument[] = [];
  const missing: ExportedPolicy[] = [];
  let characters = 0;
  for (let from = 0; from < exported.length; from += readAtOnce) {
    await work.report({ processed: from, total: exported.length });
    const part = exported.slice(from, from + readAtOnce);
    const texts = await Promise.all(part.map(({ contentHash }) => policies.findBody(work.scope, contentHash)));
    for (const [index, policy] of part.entries()) {
      const text = texts[index];
      // The body of another content under this hash would be exported under a wrong name.
      if (text === undefined || sha256(Buffer.from(text, "utf8")) !== policy.contentHash) missing.push(policy);
      else documents.push({ policy, text });
      characters += text?.length ?? 0;
    }
    if (characters > contentCharactersMax) return "too_large";
  }
  return { documents, missing };
}

type ExportReason = Extract<ReasonCode, `policy_export.${string}`>;

function failed(outcome: "blocked" | "failed", reasonCode: ExportReason, message: string): WorkResult {
  return { kind: "ended", outcome, reasonCode, failures: [{ code: reasonCode, message }] };
}
