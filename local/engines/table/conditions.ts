import { type Bindings, bindPath } from "./bindings.ts";
import { invalid } from "./errors.ts";
import { isPrefix, valueAt } from "./paths.ts";
import type { Comparator, Condition, Operand } from "./syntax.ts";
import type { Item, Value } from "./value-types.ts";
import { compareValues, elementKey, isEqual, typeOf, valueTypes } from "./values.ts";

/** Whether an item satisfies a condition. An absent item counts as empty. */
export function holds(condition: Condition, item: Item, bindings: Bindings): boolean {
  switch (condition.kind) {
    case "and":
      return holds(condition.left, item, bindings) && holds(condition.right, item, bindings);
    case "or":
      return holds(condition.left, item, bindings) || holds(condition.right, item, bindings);
    case "not":
      return !holds(condition.of, item, bindings);
    case "compare": {
      const left = operandValue(condition.left, item, bindings);
      const right = operandValue(condition.right, item, bindings);
      return compares(condition.comparator, left, right);
    }
    case "between": {
      const of = operandValue(condition.of, item, bindings);
      const low = operandValue(condition.low, item, bindings);
      const high = operandValue(condition.high, item, bindings);
      return compares(">=", of, low) && compares("<=", of, high);
    }
    case "in": {
      const of = operandValue(condition.of, item, bindings);
      return condition.options.some((option) => compares("=", of, operandValue(option, item, bindings)));
    }
    case "call":
      return calls(condition, item, bindings);
    default:
      return condition satisfies never;
  }
}

/** Validates a condition without an item, before anything is read. */
export function checkCondition(condition: Condition, bindings: Bindings): void {
  switch (condition.kind) {
    case "and":
    case "or":
      checkCondition(condition.left, bindings);
      checkCondition(condition.right, bindings);
      return;
    case "not":
      checkCondition(condition.of, bindings);
      return;
    case "compare":
      if (isSameOperand(condition.left, condition.right, bindings)) throw invalid("operands must differ");
      if (condition.comparator === "=" || condition.comparator === "<>") return;
      for (const operand of [condition.left, condition.right]) checkOrdered(operand, bindings);
      return;
    case "between": {
      for (const operand of [condition.of, condition.low, condition.high]) checkOrdered(operand, bindings);
      const { low, high } = condition;
      if (low.kind !== "value" || high.kind !== "value") return;
      const order = compareValues(bindings.value(low.name), bindings.value(high.name));
      if (order === undefined || order > 0) throw invalid("BETWEEN needs an upper bound that is not below the lower");
      return;
    }
    case "in":
      return;
    case "call":
      checkCall(condition, bindings);
      return;
    default:
      condition satisfies never;
  }
}

function checkCall({ name, arguments: [first, second] }: Extract<Condition, { kind: "call" }>, bindings: Bindings) {
  if (first !== undefined && second !== undefined && isSameOperand(first, second, bindings)) {
    throw invalid("operands must differ");
  }
  if (second?.kind !== "value") return;
  const value = bindings.value(second.name);
  if (name === "begins_with" && !("S" in value || "B" in value)) throw invalid("begins_with takes a string or bytes");
  if (name === "attribute_type" && !("S" in value && valueTypes.some((type) => type === value.S))) {
    throw invalid("attribute_type takes the name of a type");
  }
}

function checkOrdered(operand: Operand, bindings: Bindings): void {
  if (operand.kind !== "value") return;
  const value = bindings.value(operand.name);
  if (!("S" in value || "N" in value || "B" in value)) throw invalid("a value of this type has no order");
}

function isSameOperand(a: Operand, b: Operand, bindings: Bindings): boolean {
  if (a.kind !== "path" || b.kind !== "path" || a.path.length !== b.path.length) return false;
  return isPrefix(bindPath(a.path, bindings), bindPath(b.path, bindings));
}

function operandValue(operand: Operand, item: Item, bindings: Bindings): Value | undefined {
  switch (operand.kind) {
    case "value":
      return bindings.value(operand.name);
    case "path":
      return valueAt(item, bindPath(operand.path, bindings));
    case "size": {
      const size = sizeOf(valueAt(item, bindPath(operand.path, bindings)));
      return size === undefined ? undefined : { N: String(size) };
    }
    default:
      return operand satisfies never;
  }
}

function sizeOf(value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  if ("S" in value) return Buffer.byteLength(value.S);
  if ("B" in value) return value.B.length;
  if ("L" in value) return value.L.length;
  if ("M" in value) return Object.keys(value.M).length;
  if ("SS" in value) return value.SS.length;
  if ("NS" in value) return value.NS.length;
  if ("BS" in value) return value.BS.length;
  return undefined;
}

function compares(comparator: Comparator, left: Value | undefined, right: Value | undefined): boolean {
  if (comparator === "<>") return !(left !== undefined && right !== undefined && isEqual(left, right));
  if (left === undefined || right === undefined) return false;
  if (comparator === "=") return isEqual(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  if (comparator === "<") return order < 0;
  if (comparator === "<=") return order <= 0;
  return comparator === ">" ? order > 0 : order >= 0;
}

function calls(call: Extract<Condition, { kind: "call" }>, item: Item, bindings: Bindings): boolean {
  const [first, second] = call.arguments.map((operand) => operandValue(operand, item, bindings));
  switch (call.name) {
    case "attribute_exists":
      return first !== undefined;
    case "attribute_not_exists":
      return first === undefined;
    case "attribute_type":
      return first !== undefined && second !== undefined && "S" in second && typeOf(first) === second.S;
    case "begins_with":
      return first !== undefined && second !== undefined && beginsWith(first, second);
    case "contains":
      return first !== undefined && second !== undefined && containsValue(first, second);
    default:
      return call.name satisfies never;
  }
}

export function beginsWith(value: Value, prefix: Value): boolean {
  if ("S" in value && "S" in prefix) return value.S.startsWith(prefix.S);
  if (!("B" in value && "B" in prefix)) return false;
  return Buffer.compare(value.B.subarray(0, prefix.B.length), prefix.B) === 0;
}

function containsValue(whole: Value, part: Value): boolean {
  if ("S" in whole) return "S" in part && whole.S.includes(part.S);
  if ("B" in whole) return "B" in part && Buffer.from(whole.B).includes(Buffer.from(part.B));
  if ("L" in whole) return whole.L.some((one) => isEqual(one, part));
  if ("SS" in whole) return "S" in part && whole.SS.includes(part.S);
  if ("NS" in whole) return "N" in part && whole.NS.includes(part.N);
  return "BS" in whole && "B" in part && whole.BS.some((one) => elementKey(one) === elementKey(part.B));
}
