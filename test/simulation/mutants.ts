import type { Call } from "../engines/dynamodb/engine.ts";
import { isRecord } from "../engines/dynamodb/values.ts";

/** One way to break the protocol, applied to the requests the ledger makes. */
export interface Mutant {
  readonly named: string;
  readonly change: (call: Call) => Call;
}

type Edit = (expression: string) => string | undefined;

const textOf = (raw: unknown) => (typeof raw === "string" ? raw : "");
const writes = (part: string) => (call: Call) => textOf(call.request.UpdateExpression).includes(part);
const puts = (prefix: string, condition: string) => (call: Call) =>
  call.operation === "PutItem" &&
  JSON.stringify(call.request.Item).includes(`"pk":{"S":"${prefix}`) &&
  textOf(call.request.ConditionExpression).startsWith(condition);

const finishes = writes("#status = :completed");
const claims = writes("#status = :running");
const none: Edit = () => undefined;
const without =
  (part: string): Edit =>
  (expression) =>
    expression.replace(part, "");

function mutant(named: string, isMeant: (call: Call) => boolean, field: string, edit: Edit): Mutant {
  return { named, change: (call) => (isMeant(call) ? edited(call, field, edit) : call) };
}

/** Each of these must be noticed: a promise that no broken protocol breaks is not checked. */
export const mutants: readonly Mutant[] = [
  mutant("an end needs no condition", finishes, "ConditionExpression", none),
  mutant("an end is not fenced by its attempt", finishes, "ConditionExpression", without(" AND #attempt = :attempt")),
  mutant("a claim needs no condition", claims, "ConditionExpression", none),
  mutant(
    "a claim may take an ended run",
    claims,
    "ConditionExpression",
    without(" AND #status IN (:queued, :running)"),
  ),
  mutant("a claim may take a live attempt", claims, "ConditionExpression", (expression) =>
    expression.replace("(#status = :queued OR", "(attribute_exists(pk) OR #status = :queued OR"),
  ),
  mutant("a claim takes no new attempt number", claims, "UpdateExpression", without(" ADD #attempt :one")),
  mutant("a claim takes no lease", claims, "UpdateExpression", without(", #leaseUntil = :leaseUntil")),
  mutant("an ended run stays open", finishes, "UpdateExpression", without(", #openKey, #dueShard")),
  mutant("an ended run stays due", finishes, "UpdateExpression", without(", #dueShard, #dueAt")),
  mutant("a problem is not listed", finishes, "UpdateExpression", without("#openKey = :problemOpen, ")),
  mutant("an identity is taken unconditionally", puts("IDENT#", "attribute_not_exists"), "ConditionExpression", none),
  mutant("an identity is replaced unconditionally", puts("IDENT#", "#runId"), "ConditionExpression", none),
  mutant("a run is stored over another", puts("RUN#", "attribute_not_exists"), "ConditionExpression", none),
  mutant("a refusal does not say what is stored", () => true, "ReturnValuesOnConditionCheckFailure", none),
];

/** The call with one expression changed, and only the placeholders that are still used. */
function edited(call: Call, field: string, edit: Edit): Call {
  const request: Record<string, unknown> = { ...call.request, [field]: edit(textOf(call.request[field])) };
  const used = `${textOf(request.ConditionExpression)} ${textOf(request.UpdateExpression)} ${textOf(request.KeyConditionExpression)}`;
  for (const map of ["ExpressionAttributeNames", "ExpressionAttributeValues"]) {
    const bound = request[map];
    if (!isRecord(bound)) continue;
    const kept = Object.entries(bound).filter(([placeholder]) => new RegExp(`${placeholder}\\b`).test(used));
    request[map] = kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
  return { ...call, request };
}
