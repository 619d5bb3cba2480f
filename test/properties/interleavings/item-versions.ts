import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { readExpressions } from "../../../local/engines/table/bindings.ts";
import { checkCondition, holds } from "../../../local/engines/table/conditions.ts";
import type { Call } from "../../../local/engines/table/engine.ts";
import { StoreError } from "../../../local/engines/table/errors.ts";
import { bindUpdate } from "../../../local/engines/table/updates.ts";
import type { Item } from "../../../local/engines/table/value-types.ts";
import { parseItem } from "../../../local/engines/table/values.ts";
import { runOutcomes, runStatuses } from "../../../shared/run/status.ts";
import { toException } from "../../engines/dynamodb/client.ts";
import type { ActorState, Reply } from "./automaton.ts";

/** The facts of a stored run that the rules need. */
const runFacts = z.looseObject({
  pk: z.string(),
  status: z.enum(runStatuses),
  outcome: z.enum(runOutcomes),
  attempt: z.number().default(0),
  tries: z.number().default(0),
  triedAt: z.string().optional(),
  handovers: z.number().default(0),
  createdAt: z.string(),
  gen: z.number().optional(),
  epoch: z.string().optional(),
  inputToken: z.string().optional(),
  inputElsewhere: z.boolean().default(false),
  context: z.looseObject({
    content: z.string().optional(),
    by: z.string().optional(),
    waiting: z.looseObject({ until: z.string() }).optional(),
  }),
  messageId: z.string().optional(),
  leaseUntil: z.string().optional(),
  dispatch: z.looseObject({}).optional(),
  dueAt: z.string().optional(),
  dueShard: z.string().optional(),
  openKey: z.string().optional(),
  completedAt: z.string().optional(),
  endedBy: z.looseObject({ source: z.string(), reasonCode: z.string().optional() }).optional(),
});
export type RunFacts = z.infer<typeof runFacts>;

/** One version of one item; equal versions are identical. */
export interface Version {
  readonly id: number;
  readonly item: Item;
  readonly key: string;
  /** Present when the item is a run. */
  readonly run: RunFacts | undefined;
}

/** The result of one request on one version of its item. */
export interface Applied {
  readonly reply: Reply;
  /** The item afterwards; unchanged when nothing was written. */
  readonly after: Version | undefined;
}

const keyed = z.looseObject({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const ask = z.looseObject({ ":partition": z.object({ S: z.string() }), ":to": z.object({ S: z.string() }) });

/** The items of requests: an actor's pending request is applied in many states. */
const keysOfRequests = new WeakMap<object, string>();

/** The item of a request. */
export function keyOf({ request }: Call): string {
  const key = keysOfRequests.get(request) ?? keyOfItem(request.Key ?? request.Item);
  keysOfRequests.set(request, key);
  return key;
}

/** Its partition key and, if needed, its sort key. */
function keyOfItem(item: unknown): string {
  const { pk, sk } = keyed.parse(item);
  return sk.S === "#" ? pk.S : `${pk.S} ${sk.S}`;
}

/** Stores every version of every item once and applies requests with the engine's own evaluator. */
export function createItemVersions() {
  const byText = new Map<string, Version>();
  const applied = new Map<string, Applied>();

  function version(item: Item): Version {
    const text = JSON.stringify(item, Object.keys(item).length > 0 ? undefined : []);
    const known = byText.get(text);
    if (known !== undefined) return known;
    const plain = unmarshall(item);
    const made = {
      id: byText.size + 1,
      item,
      key: keyOfItem(item),
      run: runFacts.safeParse(plain).data,
    };
    byText.set(text, made);
    return made;
  }

  function evaluate({ operation, request }: Call, before: Version | undefined, attempts: number): Applied {
    if (operation === "GetItem") {
      const value = before === undefined ? {} : { Item: before.item };
      return { reply: { key: `read ${before?.id ?? 0}`, value }, after: before };
    }
    const { condition, update, bindings } = readExpressions(request);
    if (condition !== undefined) {
      checkCondition(condition, bindings);
      if (!holds(condition, before?.item ?? {}, bindings)) {
        const refusal = new StoreError("ConditionalCheckFailedException", "refused", before?.item);
        refusal.attempts = attempts;
        const key = `refused ${before?.id ?? 0}, asked ${attempts} times`;
        return { reply: { key, error: () => toException(refusal) }, after: before };
      }
    }
    if (operation === "PutItem") return { reply: { key: "put", value: {} }, after: version(parseItem(request.Item)) };
    if (operation !== "UpdateItem" || update === undefined) throw new Error(`itemVersions: no ${operation} here`);
    const after = version(sorted(bindUpdate(update, bindings).apply(before?.item ?? parseItem(request.Key))));
    return { reply: { key: `updated ${after.id}`, value: { Attributes: after.item } }, after };
  }

  return {
    /** Applies an actor's pending request. */
    apply(standing: ActorState, call: Call, before: Version | undefined, attempts: number): Applied {
      const key = `${standing.id} ${before?.id ?? 0} ${attempts}`;
      const known = applied.get(key);
      if (known !== undefined) return known;
      const made = evaluate(call, before, attempts);
      applied.set(key, made);
      return made;
    },

    /** The due index, current or lagging: then it shows runs that have left it. */
    due({ request }: Call, versions: readonly Version[], showsEnded: boolean): Reply {
      const { ":partition": partition, ":to": to } = ask.parse(request.ExpressionAttributeValues);
      const found = versions.filter(
        ({ run }) =>
          run !== undefined &&
          (showsEnded
            ? run.status === "completed" || (run.dueAt ?? "~") <= to.S
            : run.dueShard === partition.S && (run.dueAt ?? "~") <= to.S),
      );
      const value = { Items: found.map(({ key }) => ({ pk: { S: key }, sk: { S: "#" } })) };
      return { key: `found ${found.map(({ key }) => key).join(",")}`, value };
    },
  };
}
export type ItemVersions = ReturnType<typeof createItemVersions>;

/** Attributes in a fixed order, so that equal items have equal text. */
function sorted(item: Item): Item {
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}
