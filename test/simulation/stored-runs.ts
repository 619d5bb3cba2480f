import type { Item } from "../../local/engines/table/value-types.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import type { Run } from "../../shared/run/run.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";

/** The engine replaces a stored item on each write and never changes it, so each is parsed once for all readers. */
const runs = new WeakMap<Item, Run>();

/** The run of a stored item; undefined for an absent item and for any other kind. */
export function storedRunOf(item: Item | undefined): Run | undefined {
  if (item === undefined || !isRunItem(item)) return undefined;
  const known = runs.get(item);
  if (known !== undefined) return known;
  const run = parseRun(fromItem(item));
  if (run !== undefined) runs.set(item, run);
  return run;
}

const isRunItem = ({ pk, sk }: Item) =>
  pk !== undefined && "S" in pk && pk.S.startsWith("RUN#") && sk !== undefined && "S" in sk && sk.S === "#";
