import type { ActionabilityPolicy } from "./define-operation.ts";

/**
 * What may take a problem of this operation off the list of things that need a person. A type that nobody declared
 * is left to a person: no later run and no record may speak for work we know nothing about (spec 367).
 */
export function actionabilityPolicyOf(
  operation: { readonly actionability: ActionabilityPolicy } | undefined,
): ActionabilityPolicy {
  return operation?.actionability ?? "manual_review";
}
