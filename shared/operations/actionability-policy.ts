import type { ActionabilityPolicy } from "./define-operation.ts";

/** What may resolve a problem of this operation. Problems of an undeclared type require manual review. */
export function actionabilityPolicyOf(
  operation: { readonly actionability: ActionabilityPolicy } | undefined,
): ActionabilityPolicy {
  return operation?.actionability ?? "manual_review";
}
