import { type Bindings, type BoundPath, bindPath } from "./bindings.ts";
import { invalid } from "./errors.ts";
import { addNumbers } from "./numbers.ts";
import { comparePaths, isPrefix, valueAt, withoutValue, withValue } from "./paths.ts";
import type { Source, Update } from "./syntax.ts";
import type { Item, Value } from "./value-types.ts";
import { elementKey } from "./values.ts";

/** An update with its names bound. */
export interface BoundUpdate {
  /** The item after the update. All operands are read from the item before it. */
  apply(before: Item): Item;
  /** Every path of the update. */
  readonly paths: readonly BoundPath[];
}

/** Binds an update. Throws ValidationException for overlapping paths and for operands of an invalid type. */
export function bindUpdate(update: Update, bindings: Bindings): BoundUpdate {
  const bound = <Clause extends { path: readonly (string | number)[] }>(clauses: readonly Clause[]) =>
    clauses.map((clause) => ({ ...clause, path: bindPath(clause.path, bindings) }));
  const set = bound(update.set);
  const add = bound(update.add);
  const removeFromSet = bound(update.delete);
  const remove = update.remove.map((path) => bindPath(path, bindings));
  const paths = [...[...set, ...add, ...removeFromSet].map(({ path }) => path), ...remove];
  checkOverlap(paths);
  for (const { source } of set) checkSource(source, bindings);
  for (const { value } of add) checkAddable(bindings.value(value));
  for (const { value } of removeFromSet) checkSet(bindings.value(value));

  return {
    paths,
    apply(before) {
      const values = set.map(({ path, source }) => ({ path, value: sourceValue(source, before, bindings) }));
      // Positions refer to the original list, so appends run last, and removals start at the end.
      if (values.length > 1) values.sort((a, b) => comparePaths(a.path, b.path));
      // All whole attributes are set in one copy; a nested path copies its own parents.
      let after = withAttributes(before, values);
      for (const { path, value } of values) if (path.length > 1) after = withValue(after, path, value);
      for (const { path, value } of add) {
        after = withValue(after, path, added(valueAt(before, path), bindings.value(value)));
      }
      for (const { path, value } of removeFromSet) {
        const stored = valueAt(before, path);
        if (stored === undefined) continue;
        const left = without(stored, bindings.value(value));
        after = left === undefined ? withoutValue(after, path) : withValue(after, path, left);
      }
      for (const path of [...remove].sort(comparePaths).reverse()) {
        if (path.length > 1) after = withoutValue(after, path);
      }
      return withoutAttributes(after, remove);
    },
  };
}

/** A copy of the item with whole attributes set. */
function withAttributes(item: Item, values: readonly { readonly path: BoundPath; readonly value: Value }[]): Item {
  const copy: Record<string, Value> = { ...item };
  for (const { path, value } of values) {
    const [name] = path;
    if (path.length === 1 && typeof name === "string") copy[name] = value;
  }
  return copy;
}

/** A copy of the item with whole attributes removed. */
function withoutAttributes(item: Item, paths: readonly BoundPath[]): Item {
  const gone = new Set<unknown>();
  for (const path of paths) if (path.length === 1) gone.add(path[0]);
  if (gone.size === 0) return item;
  const left: Record<string, Value> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined && !gone.has(name)) left[name] = value;
  }
  return left;
}

function checkOverlap(paths: readonly BoundPath[]): void {
  for (let at = 0; at < paths.length; at++) {
    for (let next = at + 1; next < paths.length; next++) {
      const path = paths[at];
      const other = paths[next];
      if (path === undefined || other === undefined || isApart(path, other)) continue;
      if (isPrefix(path, other) || isPrefix(other, path)) throw invalid("update: two paths overlap");
      if (conflicts(path, other)) throw invalid("update: two paths conflict");
    }
  }
}

/** Whether two paths start at different attributes, so that they cannot overlap. */
const isApart = (a: BoundPath, b: BoundPath) => typeof a[0] === "string" && typeof b[0] === "string" && a[0] !== b[0];

/** Whether two paths use the same value both as a map and as a list. */
function conflicts(a: BoundPath, b: BoundPath): boolean {
  const at = a.findIndex((part, position) => part !== b[position]);
  const left = a[at];
  const right = b[at];
  return left !== undefined && right !== undefined && typeof left !== typeof right;
}

function checkSource(source: Source, bindings: Bindings): void {
  switch (source.kind) {
    case "path":
    case "value":
      return;
    case "if_not_exists":
      checkSource(source.otherwise, bindings);
      return;
    case "list_append":
    case "+":
    case "-":
      for (const operand of [source.left, source.right]) {
        checkSource(operand, bindings);
        if (operand.kind !== "value") continue;
        const value = bindings.value(operand.name);
        if (source.kind === "list_append" ? !("L" in value) : !("N" in value)) throw wrongType(source.kind);
      }
      return;
    default:
      source satisfies never;
  }
}

const wrongType = (kind: string) => invalid(`update: ${kind} met a value of the wrong type`);

function sourceValue(source: Source, item: Item, bindings: Bindings): Value {
  switch (source.kind) {
    case "value":
      return bindings.value(source.name);
    case "path": {
      const value = valueAt(item, bindPath(source.path, bindings));
      if (value === undefined) throw invalid("update: a value was taken from an attribute that is not there");
      return value;
    }
    case "if_not_exists":
      return valueAt(item, bindPath(source.path, bindings)) ?? sourceValue(source.otherwise, item, bindings);
    case "list_append": {
      const left = sourceValue(source.left, item, bindings);
      const right = sourceValue(source.right, item, bindings);
      if (!("L" in left && "L" in right)) throw wrongType(source.kind);
      return { L: [...left.L, ...right.L] };
    }
    case "+":
    case "-": {
      const left = sourceValue(source.left, item, bindings);
      const right = sourceValue(source.right, item, bindings);
      if (!("N" in left && "N" in right)) throw wrongType(source.kind);
      return { N: addNumbers(left.N, right.N, source.kind === "+" ? 1n : -1n) };
    }
    default:
      return source satisfies never;
  }
}

function checkSet(value: Value): void {
  if (!("SS" in value || "NS" in value || "BS" in value)) throw wrongType("DELETE");
}

function checkAddable(value: Value): void {
  if (!("N" in value)) checkSet(value);
}

function added(stored: Value | undefined, value: Value): Value {
  if (stored === undefined) return value;
  if ("N" in stored && "N" in value) return { N: addNumbers(stored.N, value.N, 1n) };
  if ("SS" in stored && "SS" in value) return { SS: union(stored.SS, value.SS) };
  if ("NS" in stored && "NS" in value) return { NS: union(stored.NS, value.NS) };
  if ("BS" in stored && "BS" in value) return { BS: union(stored.BS, value.BS) };
  throw wrongType("ADD");
}

/** The set without some elements; undefined when none is left. */
function without(stored: Value, value: Value): Value | undefined {
  if ("SS" in stored && "SS" in value) return rest(stored.SS, value.SS, (SS) => ({ SS }));
  if ("NS" in stored && "NS" in value) return rest(stored.NS, value.NS, (NS) => ({ NS }));
  if ("BS" in stored && "BS" in value) return rest(stored.BS, value.BS, (BS) => ({ BS }));
  throw wrongType("DELETE");
}

function union<Element extends string | Uint8Array>(a: readonly Element[], b: readonly Element[]): Element[] {
  const known = new Set(a.map(elementKey));
  return [...a, ...b.filter((element) => !known.has(elementKey(element)))];
}

function rest<Element extends string | Uint8Array>(
  stored: readonly Element[],
  gone: readonly Element[],
  wrap: (left: Element[]) => Value,
): Value | undefined {
  const dropped = new Set(gone.map(elementKey));
  const left = stored.filter((element) => !dropped.has(elementKey(element)));
  return left.length === 0 ? undefined : wrap(left);
}
