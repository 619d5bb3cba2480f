import { prepareArchiving } from "../archive/archive-record.ts";
import type { Prepared, StartRequest } from "../define-operation.ts";
import type { PolicyVersionInput } from "./policy-version.input.ts";
import type { VersionState } from "./purge-body.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies {
  readonly versionArchive: { find(scope: Scope, contentHash: string): Promise<VersionState | undefined> };
}

/** Prepares taking an archived version back. */
export async function prepare(
  { input: { policyVersionId: id }, scope }: StartRequest<PolicyVersionInput>,
  { versionArchive }: PrepareDependencies,
): Promise<Prepared> {
  const version = await versionArchive.find(scope, id);
  return prepareArchiving("unarchived", version, { field: "policyVersionId", id, type: "policy_version" });
}
