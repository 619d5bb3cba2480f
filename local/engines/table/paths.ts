import type { BoundPath } from "./bindings.ts";
import { invalid } from "./errors.ts";
import type { Item, Value } from "./value-types.ts";

export function valueAt(item: Item, path: BoundPath): Value | undefined {
  const [name] = path;
  if (path.length === 1 && typeof name === "string") return own(item, name);
  let found: Value | undefined = { M: item };
  for (const part of path) {
    if (found === undefined) return undefined;
    if (typeof part === "string") found = "M" in found ? own(found.M, part) : undefined;
    else found = "L" in found ? found.L[part] : undefined;
  }
  return found;
}

const own = (item: Item, name: string) => (Object.hasOwn(item, name) ? item[name] : undefined);

/** A copy of the item with one value replaced, or appended beyond the end of a list. The parent must exist. */
export function withValue(item: Item, path: BoundPath, value: Value): Item {
  return mapOf(changed({ M: item }, path, 0, () => value));
}

/** A copy of the item without one value. The parent must exist, the value need not. */
export function withoutValue(item: Item, path: BoundPath): Item {
  return mapOf(changed({ M: item }, path, 0, () => undefined));
}

/** A projection of the item: only the given paths, with their structure. */
export function project(item: Item, paths: readonly BoundPath[]): Item {
  let result: Item = {};
  // Sort list positions so that a projected list keeps the stored order.
  for (const path of [...paths].sort(comparePaths)) {
    const value = valueAt(item, path);
    if (value !== undefined) result = mapOf(grafted({ M: result }, path, value));
  }
  return result;
}

export function isPrefix(shorter: BoundPath, longer: BoundPath): boolean {
  return shorter.length <= longer.length && shorter.every((part, at) => part === longer[at]);
}

export function comparePaths(a: BoundPath, b: BoundPath): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const left = a[at];
    const right = b[at];
    if (left === right) continue;
    if (typeof left === "number" && typeof right === "number") return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return a.length - b.length;
}

function changed(parent: Value, path: BoundPath, at: number, change: () => Value | undefined): Value {
  const part = path[at];
  const isLast = at === path.length - 1;
  if (typeof part === "string" && "M" in parent) {
    const after = isLast ? change() : changed(required(parent.M[part]), path, at + 1, change);
    if (after !== undefined) return { M: { ...parent.M, [part]: after } };
    const { [part]: _gone, ...others } = parent.M;
    return { M: others };
  }
  if (typeof part === "number" && "L" in parent) {
    const list = [...parent.L];
    const after = isLast ? change() : changed(required(list[part]), path, at + 1, change);
    if (after === undefined) list.splice(part, 1);
    else if (part < list.length) list[part] = after;
    else list.push(after);
    return { L: list };
  }
  throw badPath();
}

/** Adds a value to a partial result and creates missing maps and lists on its path. */
function grafted(parent: Value, path: BoundPath, value: Value): Value {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  const empty: Value = typeof rest[0] === "number" ? { L: [] } : { M: {} };
  if (typeof part === "string") {
    const map = "M" in parent ? parent.M : {};
    return { M: { ...map, [part]: grafted(map[part] ?? empty, rest, value) } };
  }
  const list = "L" in parent ? parent.L : [];
  return { L: [...list, grafted(empty, rest, value)] };
}

function required(value: Value | undefined): Value {
  if (value === undefined) throw badPath();
  return value;
}

const badPath = () => invalid("update: a path leads through something that is not there");

function mapOf(value: Value): Item {
  if (!("M" in value)) throw badPath();
  return value.M;
}
