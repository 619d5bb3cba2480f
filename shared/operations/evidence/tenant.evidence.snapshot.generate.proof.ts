import type { Run } from "../../run/run.ts";
import type { StartRequest } from "../define-operation.ts";

type Scope = StartRequest<unknown>["scope"];

interface SettleDependencies {
  /** Marks a stored snapshot that is not active as superseded. */
  readonly evidence: { abandon(scope: Scope, id: string): Promise<void> };
}

/** A snapshot of a run that ended without success never becomes the active one. */
export async function settleRecords(
  { id, workspaceId, environmentId, outcome }: Run,
  { evidence }: SettleDependencies,
): Promise<void> {
  if (environmentId === null || outcome === "succeeded") return;
  await evidence.abandon({ workspaceId, environmentId }, id);
}
