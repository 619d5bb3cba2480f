import { isDeepStrictEqual } from "node:util";
import type { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Item } from "./item.ts";

/**
 * A client that gets no response retries its request, and the retry may be refused because the first request was
 * written. Such a refusal is recognized by two facts: the client reports a retry, and the stored item holds every
 * value the request assigns. A concurrent writer of exactly the same values is indistinguishable, which includes
 * equal millisecond instants; the stored result is then what both intended. A change that only one of two writers may
 * make must therefore assign a unique value.
 */
export const isAskedAgain = (refusal: ConditionalCheckFailedException): boolean =>
  (refusal.$metadata.attempts ?? 1) > 1;

/** Whether an item is stored exactly as it was to be put. */
export const isStored = (stored: Item, wanted: Item): boolean => isDeepStrictEqual(stored, asStored(wanted));

/** A plain assignment `#a.#b = :c`; increments and removals cannot be verified afterwards. */
const assignment = /(#\w+(?:\.#\w+)*) = :(\w+)/g;

/** Whether a stored item holds every value that an update assigns; false when it assigns none. */
export function isChanged(stored: Item, change: string, values: Item): boolean {
  const wanted = asStored(values);
  const assigned = [...change.matchAll(assignment)];
  return (
    assigned.length > 0 &&
    assigned.every(([, path = "", name = ""]) => isDeepStrictEqual(valueAt(stored, path), wanted[name]))
  );
}

/** Values after a round trip through the store. */
const asStored = (values: Item): Item => unmarshall(marshall(values, { removeUndefinedValues: true }));

function valueAt(item: Item, path: string): unknown {
  let value: unknown = item;
  for (const name of path.split(".")) value = Object(value)[name.slice(1)];
  return value;
}
