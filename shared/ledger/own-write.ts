import { isDeepStrictEqual } from "node:util";
import type { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Item } from "./item.ts";

/**
 * A client that hears nothing makes its request again, and its condition may then be refused by what its first request
 * has written. Such a refusal is known by two things: the client says that it asked more than once, and what it wanted
 * is stored, to the last token and instant that it assigns. Another writer of the very same values is taken for oneself,
 * which asks for the same millisecond where an instant is among them; what is stored is then what both wanted. So a
 * change that only one of two writers may make has to assign something that is its own.
 */
export const isAskedAgain = (refusal: ConditionalCheckFailedException): boolean =>
  (refusal.$metadata.attempts ?? 1) > 1;

/** Whether an item is stored as it was to be put. */
export const isStored = (stored: Item, wanted: Item): boolean => isDeepStrictEqual(stored, asStored(wanted));

/** `#a.#b = :c`, as a change assigns a value; what is counted or taken away cannot be known again. */
const assignment = /(#\w+(?:\.#\w+)*) = :(\w+)/g;

/** Whether a stored item holds every value that a change assigns; never when it assigns none. */
export function isChanged(stored: Item, change: string, values: Item): boolean {
  const wanted = asStored(values);
  const assigned = [...change.matchAll(assignment)];
  return (
    assigned.length > 0 &&
    assigned.every(([, path = "", name = ""]) => isDeepStrictEqual(valueAt(stored, path), wanted[name]))
  );
}

/** What comes back of values once they have been stored. */
const asStored = (values: Item): Item => unmarshall(marshall(values, { removeUndefinedValues: true }));

function valueAt(item: Item, path: string): unknown {
  let value: unknown = item;
  for (const name of path.split(".")) value = Object(value)[name.slice(1)];
  return value;
}
