import type { Call, DynamoDb } from "../../local/engines/table/engine.ts";
import { StoreError } from "../../local/engines/table/errors.ts";
import { canonicalNumber } from "../../local/engines/table/numbers.ts";
import { TransactionCancelled } from "../../local/engines/table/transactions.ts";
import { isRecord } from "../../local/engines/table/values.ts";

/** The result of one request: an error name, or the response in comparable form. */
export type Outcome = { readonly error: string } | { readonly answer: unknown };

/** Sends a request over HTTP like an SDK, but unsigned, because no engine checks signatures. */
export async function askOverHttp(endpoint: string, { operation, request }: Call): Promise<Outcome> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      "x-amz-date": "20260302T090000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260302/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(request),
  });
  const body: unknown = await response.json();
  if (response.ok) return { answer: comparable(body, operation) };
  const type = isRecord(body) ? String(body.__type) : "";
  return { error: type.split("#").at(-1) ?? "", ...refusalIn(body) };
}

/** Sends a request to the in-process engine. */
export function askHere(engine: Pick<DynamoDb, "execute">, call: Call): Outcome {
  try {
    return { answer: comparable(JSON.parse(JSON.stringify(engine.execute(call))), call.operation) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const reasons = error instanceof TransactionCancelled ? { CancellationReasons: error.reasons } : {};
    return { error: error.name, ...refusalIn(JSON.parse(JSON.stringify({ Item: error.item, ...reasons }))) };
  }
}

/** The details of an error: the stored item, or the cancellation reasons of a transaction. */
function refusalIn(body: unknown) {
  if (!isRecord(body)) return {};
  const { Item, CancellationReasons: reasons } = body;
  return {
    ...(isRecord(Item) && { item: comparable(Item) }),
    ...(Array.isArray(reasons) && { reasons: reasons.map((reason) => (isRecord(reason) ? reason.Code : reason)) }),
  };
}

const setTypes = ["SS", "NS", "BS"];

/** Sorts sets and the items of batches and scans, which are unordered, and drops empty fields. */
function comparable(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((one) => comparable(one));
    return setTypes.includes(name) || name === "batch" ? elements.sort(byText) : elements;
  }
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([field, held]) => !(field.startsWith("Unprocessed") && isEmpty(held)));
  const isUnordered = (field: string) => name === "Responses" || (name === "Scan" && field === "Items");
  const read = ([field, held]: [string, unknown]) => [field, comparable(held, isUnordered(field) ? "batch" : field)];
  return Object.fromEntries(kept.map(read).sort(byText));
}

const isEmpty = (value: unknown) => isRecord(value) && Object.keys(value).length === 0;

function byText(a: unknown, b: unknown): number {
  const left = JSON.stringify(a);
  const right = JSON.stringify(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The result without capacity units, with numbers in canonical form. */
export function withoutCapacity(outcome: Outcome): unknown {
  const spelled: unknown = JSON.parse(JSON.stringify(outcome), spelledAlike);
  if (!isRecord(spelled) || !isRecord(spelled.answer)) return spelled;
  const { ConsumedCapacity: _, ...answer } = spelled.answer;
  return { answer };
}

function spelledAlike(name: string, value: unknown): unknown {
  return name === "N" && typeof value === "string" ? (canonicalNumber(value) ?? value) : value;
}
