import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Call } from "../../local/engines/table/engine.ts";
import { StoreError } from "../../local/engines/table/errors.ts";
import { keyText } from "../../local/engines/table/schema.ts";
import { isRecord, parseItem } from "../../local/engines/table/values.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import { everyFault, type FaultSetting, settingOf } from "./faults.ts";
import type { Mutant } from "./mutant.ts";
import { canary } from "./operations.ts";
import { wholeMutants } from "./whole/whole-mutants.ts";
import type { Change } from "./world.ts";

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

function mutant(named: string, isMeant: (call: Call, label: string) => boolean, field: string, edit: Edit): Mutant {
  return { named, change: (call, { label }) => (isMeant(call, label) ? edited(call, field, edit) : call) };
}

const by = (whose: string, isMeant: (call: Call) => boolean) => (call: Call, label: string) =>
  label === whose && isMeant(call);

/** The request with some of its values replaced. */
const withValues =
  (isMeant: (call: Call) => boolean, values: Readonly<Record<string, unknown>>): Change =>
  (call) => {
    const bound = call.request.ExpressionAttributeValues;
    if (!isMeant(call) || !isRecord(bound)) return call;
    return { ...call, request: { ...call.request, ExpressionAttributeValues: { ...bound, ...values } } };
  };

/** Writes the success pointer before the run's outcome is known. */
const pointsTooEarly: Change = (call, { engine }) => {
  if (!claims(call) || !isRecord(call.request.Key)) return call;
  const { TableName, Key } = call.request;
  const { Item } = engine.execute({ operation: "GetItem", request: { TableName, Key, ConsistentRead: true } });
  const run = Item && parseRun(unmarshall(Item));
  if (run === undefined) return call;
  const pk = `SUCCESS#${run.workspaceId}#${run.environmentId ?? "-"}#${run.type}#${run.correlationHash}`;
  const success = { runId: run.id, createdAt: run.createdAt, completedAt: run.createdAt };
  const successes = { L: [{ M: Object.fromEntries(Object.entries(success).map(([name, S]) => [name, { S }])) }] };
  const times = { newestCreatedAt: { S: run.createdAt }, newestCompletedAt: { S: run.createdAt } };
  const pointer = parseItem({ pk: { S: pk }, sk: { S: "#" }, version: { N: "1" }, successes, ...times });
  engine.execute({ operation: "PutItem", request: { TableName, Item: pointer } });
  return call;
};

/** All faults at once, and sweeps always overlap. */
const sweepsMeet: FaultSetting = { ...everyFault, sweep_skipped_or_double: 1 };

/** Lets the sweep close a run regardless of its stored state. */
const closesUnseen: Change = (call, { label }) =>
  by("sweep", finishes)(call, label) ? edited(call, "ConditionExpression", none) : call;

/** Leaves abandoned runs to the sweep, as if the failure bridge were down. */
const bridgeIsDown: Change = (call, { label }) => {
  if (label === "bridge") throw new StoreError("AccessDeniedException", "the bridge is down");
  return call;
};

/** Stores an identity lock that has already expired. */
const expiresAtOnce: Change = (call) => {
  const isMeant = puts("IDENT#", "attribute_not_exists")(call);
  if (!isMeant || !isRecord(call.request.Item)) return call;
  return { ...call, request: { ...call.request, Item: { ...call.request.Item, expiresAt: { N: "1" } } } };
};

/** Leaves a stale entry of a claimed run in the timeline. */
const showsOldEntry: Change = (call, { engine }) => {
  if (!claims(call) || !isRecord(call.request.Key)) return call;
  const { rows, index } = engine.table(String(call.request.TableName)).rowsOf("timeline");
  const row = rows.all().find(({ item }) => keyText(item.pk) === keyText(parseItem(call.request.Key).pk));
  if (row && index) rows.put(keyText(row.item[index.hash]), { ...row, item: { ...row.item, type: { S: "another" } } });
  return call;
};

/** Every mutant must be detected; an invariant that no mutant violates is not really checked. */
export const mutants: readonly Mutant[] = [
  mutant("a claim needs no condition", claims, "ConditionExpression", none),
  mutant(
    "a claim may take an ended run",
    claims,
    "ConditionExpression",
    without(" AND #status IN (:queued, :running) AND #outcome = :pending"),
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
  mutant("an identity is replaced unconditionally", writes("SET #runId = :to"), "ConditionExpression", none),
  mutant("a run is stored over another", puts("RUN#", "attribute_not_exists"), "ConditionExpression", none),
  mutant("a key is taken unconditionally", puts("KEY#", "attribute_not_exists"), "ConditionExpression", none),
  mutant("an expired key goes on", puts("KEY#", "attribute_not_exists"), "ConditionExpression", (expression) =>
    expression.replace(/ OR .*/, ""),
  ),
  mutant("the bridge is blind to what is stored", by("bridge", finishes), "ConditionExpression", none),
  { named: "the sweep closes what an old look showed", change: closesUnseen, setting: sweepsMeet },
  mutant("a handed-over run keeps its owner", writes("#checkpoint = :checkpoint"), "UpdateExpression", (expression) =>
    expression.replace("REMOVE #messageId, #receiveCount, #claimToken ", ""),
  ),
  mutant(
    "a dispatch moves the run in an index",
    writes("SET #dispatch"),
    "UpdateExpression",
    (expression) => `${expression} REMOVE dueShard`,
  ),
  { named: "a pointer is written before the end", change: pointsTooEarly },
  {
    named: "an end that failed is stored as a success",
    change: withValues(finishes, { ":outcome": { S: "succeeded" } }),
  },
  {
    named: "a failure keeps the words of its cause",
    change: withValues((call) => textOf(call.request.UpdateExpression).includes("#failures = :failures"), {
      ":failures": { L: [{ M: { code: { S: "failed" }, message: { S: `refused ${canary}` } } }] },
    }),
  },
  {
    named: "the sweep trusts the index",
    change: closesUnseen,
    text: {
      file: "shared/reconcile/sweep.ts",
      from: 'if (due.kind === "ended") return "already_ended";',
      to: 'if (due.kind === "ended") return close(run, "run.stale_running");',
    },
    detectedAs: "changed after its end",
    setting: sweepsMeet,
  },
  {
    named: "an adapter is asked after the stale rule",
    change: bridgeIsDown,
    text: {
      file: "shared/reconcile/sweep.ts",
      from: "const proof = await askFor(",
      to: 'const proof = due.kind === "end" ? "unsupported" : await askFor(',
    },
    detectedAs: "was closed as failed although its work is proven",
    setting: sweepsMeet,
  },
  {
    named: "a line does not count its runs",
    text: {
      file: "shared/ledger/line-locks.ts",
      from: "#gen = if_not_exists(#gen, :none) + :one,",
      to: "#gen = if_not_exists(#gen, :one) + :none,",
    },
    detectedAs: "has the generation",
  },
  { named: "an identity expires before its run has ended", change: expiresAtOnce },
  {
    ...mutant("a hand-over is not counted", writes("#checkpoint = :checkpoint"), "UpdateExpression", (expression) =>
      expression.replace(" ADD #handovers :one", ""),
    ),
    detectedAs: "of at most",
    firstSeed: 25,
  },
  {
    ...mutant(
      "a redelivery ends a wait",
      claims,
      "ConditionExpression",
      without(" AND (attribute_not_exists(#context.#waiting) OR #context.#waiting.#until <= :wakesBy)"),
    ),
    setting: settingOf("provider_grants_wait", "duplicate_delivery"),
    detectedAs: "before its end",
    firstSeed: 37,
  },
  { named: "an index shows something old", change: showsOldEntry, detectedAs: "does not show what the table holds" },
  {
    named: "a log line is written as it came",
    text: {
      file: "shared/redaction/redact.ts",
      from: "return walk(value, (text) => visible(untilStable(text, hideSecrets)), true, new Set(), 0);",
      to: "return walk(value, (text) => text, true, new Set(), 0);",
    },
    detectedAs: "a secret is in a log line",
  },
  ...wholeMutants,
];

/** The call with one expression edited, and only the placeholders that are still used. */
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
