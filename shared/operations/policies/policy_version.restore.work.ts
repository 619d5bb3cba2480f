import { type Archived, workOnArchive } from "../archive/archive-record.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { PolicyVersionInput } from "./policy-version.input.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleDependencies {
  readonly versionArchive: {
    find(scope: Scope, contentHash: string): Promise<(Archived & { readonly policyId: string }) | undefined>;
    archive(scope: Scope, contentHash: string, runId: string): Promise<Archived | undefined>;
    unarchive(scope: Scope, contentHash: string): Promise<Archived | undefined>;
  };
}

/** Takes an archived version back: it belongs to the history of its policy again. */
export async function handle(
  work: Work<PolicyVersionInput>,
  { versionArchive }: HandleDependencies,
): Promise<WorkResult> {
  const id = work.input.policyVersionId;
  const policyId = (await versionArchive.find(work.scope, id))?.policyId ?? id;
  return workOnArchive(
    work,
    "unarchived",
    { kind: "policy-versions", id, related: { type: "policy", id: policyId } },
    {
      find: (scope, _kind, contentHash) => versionArchive.find(scope, contentHash),
      archive: (scope, _kind, contentHash, runId) => versionArchive.archive(scope, contentHash, runId),
      unarchive: (scope, _kind, contentHash) => versionArchive.unarchive(scope, contentHash),
    },
  );
}
