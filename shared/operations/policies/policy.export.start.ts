import type { Prepared, StartRequest } from "../define-operation.ts";
import { selectionHashOf } from "../provider/connection-choice.ts";
import { refuseUnknown } from "./chosen-policies.ts";
import { type ExportedPolicies, exportedPolicies, exportFingerprint } from "./export-selection.ts";
import type { PolicyExportInput } from "./policy.export.input.ts";
import { selectionOf } from "./policy-selection.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies extends ExportedPolicies {
  readonly policyExports: {
    findReady(scope: Scope, fingerprint: string): Promise<{ readonly id: string } | undefined>;
  };
}

/** One export of a selection at a time. An export of the same contents that did not expire is returned instead. */
export async function prepare(
  { input, scope }: StartRequest<PolicyExportInput>,
  needs: PrepareDependencies,
): Promise<Prepared> {
  const { form = "as_read" } = input;
  const selection = selectionOf(input.policyIds);
  const found = await exportedPolicies(scope, selection, needs);
  const refused = refuseUnknown(input.policyIds ?? [], new Set(found.map(({ policyId }) => policyId)));
  if (refused !== undefined) return refused;
  if (found.length === 0) {
    const message = "The environment has no synced policies. Sync policies first.";
    return { kind: "refuse", errors: [{ path: "policyIds", message }] };
  }
  const ready = await needs.policyExports.findReady(scope, exportFingerprint(found, form));
  if (ready !== undefined) return { kind: "answer", related: { type: "policy_export", id: ready.id } };
  const chosen = selection === "all" ? {} : { policyIds: [...selection] };
  const selectionHash = selectionHashOf(JSON.stringify([selection, form]));
  return {
    kind: "start",
    identity: { selection, form },
    line: { selectionHash },
    input: { ...chosen, form },
    context: { selectionHash },
  };
}
