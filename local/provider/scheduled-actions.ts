import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Answer, graphError, parseExact } from "./answers.ts";

/** Members of a policy that other requests write: a body that names them changes nothing. */
export const navigation = ["assignments", "scheduledActionsForRule"] as const;

const action = z.looseObject({ actionType: z.string() });
const rule = z.looseObject({ scheduledActionConfigurations: z.array(action) });
const rules = z.array(rule);
const actionBody = z.strictObject({ deviceComplianceScheduledActionForRules: rules });

/** The actions of a body as Graph keeps them: numbered anew, for no rule in particular. */
function kept(given: z.infer<typeof rules>, policyId: string) {
  return given.map((one) => ({
    ...one,
    id: policyId,
    ruleName: null,
    scheduledActionConfigurations: one.scheduledActionConfigurations.map((each) => ({ ...each, id: randomUUID() })),
  }));
}

const refused = graphError(400, "BadRequest", "Compliance policy must have one and only one block scheduled action.");

/** Requires exactly one action that blocks, as Graph does for every compliance policy. */
export function readActions(given: unknown, policyId: string): ReturnType<typeof kept> | Answer {
  const read = rules.safeParse(given);
  const blocks = (read.data ?? [])
    .flatMap((one) => one.scheduledActionConfigurations)
    .filter(({ actionType }) => actionType === "block");
  return read.data === undefined || blocks.length !== 1 ? refused : kept(read.data, policyId);
}

/** The actions that a request to `scheduleActionsForRules` sets, or its refusal. */
export function actionsIn(text: string, policyId: string): ReturnType<typeof kept> | Answer {
  const body = parseExact(actionBody, text);
  if (body === undefined) {
    return graphError(400, "BadRequest", "the body must be { deviceComplianceScheduledActionForRules: [rules] }");
  }
  return readActions(body.deviceComplianceScheduledActionForRules, policyId);
}

/**
 * What `$expand` names, with what is expanded within it: `a,b($expand=c)` is `a` with nothing and `b` with `c`.
 */
export function expandedIn(url: URL): ReadonlyMap<string, string> {
  const text = url.searchParams.get("$expand") ?? "";
  const named = text.matchAll(/(\w+)(?:\(\$expand=([^()]*)\))?(?:,|$)/g);
  return new Map([...named].map(([, name = "", inner = ""]) => [name, inner]));
}

/** The actions as Graph shows them, each only when it was asked for. */
export function shownActions(value: unknown, inner: string): unknown {
  if (inner.split(",").includes("scheduledActionConfigurations")) return value ?? [];
  const read = z.array(z.looseObject({})).safeParse(value ?? []);
  return (read.data ?? []).map(({ scheduledActionConfigurations: _unexpanded, ...rest }) => rest);
}
