import type { Units } from "./capacity.ts";
import { consumedCapacity } from "./capacity.ts";
import { invalid, StoreError } from "./errors.ts";
import type { TableStore } from "./table.ts";
import { isRecord } from "./values.ts";
import { ConditionFailed, putItem, type Request, sumOf, updateItem, type Written } from "./writes.ts";

/** A cancelled transaction, with the reason for each part. */
export class TransactionCancelled extends StoreError {
  readonly reasons: readonly { readonly Code: string }[];
  constructor(codes: readonly string[]) {
    super("TransactionCanceledException", `cancelled, by part: ${codes.join(", ")}`);
    this.reasons = codes.map((Code) => ({ Code }));
  }
}

const partsMax = 100;
const kinds: Readonly<Record<string, (table: TableStore, request: Request, isTrial?: boolean) => Written>> = {
  Put: putItem,
  Update: updateItem,
};

/**
 * Applies all puts and updates or none: every condition is checked before the first write. Write units of the table
 * count twice in a transaction, those of its indexes once.
 */
export function transactWrite(tableOf: (name: unknown) => TableStore, request: Request): Written {
  const parts = Array.isArray(request.TransactItems) ? request.TransactItems.map(readPart) : [];
  if (parts.length === 0 || parts.length > partsMax) throw invalid("transaction: between 1 and 100 parts");
  const places = new Set(parts.map(({ part }) => placeOf(tableOf(part.TableName), part)));
  if (places.size !== parts.length) throw invalid("transaction: an item twice");

  const reasons = parts.map(({ write, part }) => reasonOf(() => write(tableOf(part.TableName), part, true)));
  if (reasons.some((reason) => reason !== "None")) throw new TransactionCancelled(reasons);
  const units = parts.map(({ write, part }) => write(tableOf(part.TableName), part).units).reduce(sumOf);
  const billed: Units = { ...units, table: units.table * 2 };
  const first: Request = parts[0]?.part ?? {};
  const capacity = consumedCapacity(request.ReturnConsumedCapacity, String(first.TableName), billed);
  return { units: billed, answer: { ...(capacity && { ConsumedCapacity: [capacity] }) } };
}

function readPart(raw: unknown) {
  const [entry, ...others] = isRecord(raw) ? Object.entries(raw) : [];
  const write = kinds[entry?.[0] ?? ""];
  if (entry === undefined || others.length > 0 || write === undefined || !isRecord(entry[1])) {
    throw invalid("transaction: each part is one put or one update");
  }
  return { write, part: entry[1] };
}

function placeOf(table: TableStore, part: Request): string {
  const key = isRecord(part.Item) ? part.Item : isRecord(part.Key) ? part.Key : {};
  return JSON.stringify([table.schema.name, key.pk, key.sk]);
}

function reasonOf(attempt: () => Written): string {
  try {
    attempt();
    return "None";
  } catch (error) {
    if (error instanceof ConditionFailed) return "ConditionalCheckFailed";
    throw error;
  }
}
