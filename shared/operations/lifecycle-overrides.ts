import { lifecycleOverridesJson } from "../run/lifecycle.ts";
import { findOperation, operations } from "./registry.ts";

/**
 * The environment variable `OPERATION_LIFECYCLE_OVERRIDES`. Rejected when it names an undeclared operation type,
 * because such an override would silently have no effect.
 */
export const declaredOverridesJson = lifecycleOverridesJson.superRefine((overrides, context) => {
  for (const type of Object.keys(overrides).filter((name) => findOperation(name) === undefined)) {
    const known = operations.map((operation) => operation.type).join(", ");
    context.addIssue({ code: "custom", path: [type], message: `must be one of the operation types: ${known}` });
  }
});

/** For every Lambda that applies the overrides. */
export const overridesEnv = { OPERATION_LIFECYCLE_OVERRIDES: declaredOverridesJson };
