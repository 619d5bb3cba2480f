import type { Call, DynamoDb } from "./dynamodb/engine.ts";
import { StoreError } from "./dynamodb/errors.ts";
import { canonicalNumber } from "./dynamodb/numbers.ts";
import { TransactionCancelled } from "./dynamodb/transactions.ts";
import { isRecord } from "./dynamodb/values.ts";

/** What an engine said to one request: the name of its error, or its answer in a form that can be compared. */
export type Outcome = { readonly error: string } | { readonly answer: unknown };

/** Asks an engine over HTTP, as an SDK would. Nothing here checks signatures, so none is made. */
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
  if (response.ok) return { answer: comparable(body) };
  const type = isRecord(body) ? String(body.__type) : "";
  return { error: type.split("#").at(-1) ?? "", ...refusalIn(body) };
}

/** Asks the engine of this process. */
export function askHere(engine: DynamoDb, call: Call): Outcome {
  try {
    return { answer: comparable(JSON.parse(JSON.stringify(engine.execute(call)))) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const reasons = error instanceof TransactionCancelled ? { CancellationReasons: error.reasons } : {};
    return { error: error.name, ...refusalIn(JSON.parse(JSON.stringify({ Item: error.item, ...reasons }))) };
  }
}

/** What a refusal shows of the table: the stored item, or what became of each part of a transaction. */
function refusalIn(body: unknown) {
  if (!isRecord(body)) return {};
  const { Item, CancellationReasons: reasons } = body;
  return {
    ...(isRecord(Item) && { item: comparable(Item) }),
    ...(Array.isArray(reasons) && { reasons: reasons.map((reason) => (isRecord(reason) ? reason.Code : reason)) }),
  };
}

const setTypes = ["SS", "NS", "BS"];

/** Sets, and the items of a batch, have no order; what says nothing is left out. */
function comparable(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((one) => comparable(one));
    return setTypes.includes(name) || name === "batch" ? elements.sort(byText) : elements;
  }
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([field, held]) => !(field.startsWith("Unprocessed") && isEmpty(held)));
  const isBatch = (field: string) => (name === "Responses" ? "batch" : field);
  return Object.fromEntries(kept.map(([field, held]) => [field, comparable(held, isBatch(field))]).sort(byText));
}

const isEmpty = (value: unknown) => isRecord(value) && Object.keys(value).length === 0;

function byText(a: unknown, b: unknown): number {
  const left = JSON.stringify(a);
  const right = JSON.stringify(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** An outcome without what it says about units, its numbers in one spelling. */
export function withoutCapacity(outcome: Outcome): unknown {
  const spelled: unknown = JSON.parse(JSON.stringify(outcome), spelledAlike);
  if (!isRecord(spelled) || !isRecord(spelled.answer)) return spelled;
  const { ConsumedCapacity: _, ...answer } = spelled.answer;
  return { answer };
}

function spelledAlike(name: string, value: unknown): unknown {
  return name === "N" && typeof value === "string" ? (canonicalNumber(value) ?? value) : value;
}
