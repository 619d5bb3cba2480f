import { invalid } from "./errors.ts";
import { createReader, type Reader } from "./lexer.ts";
import { parsePath } from "./parse-path.ts";
import {
  type Comparator,
  type Condition,
  type ConditionFunction,
  comparators,
  conditionFunctions,
  type Operand,
} from "./syntax.ts";

/** Parses a condition, filter or key condition, which share one grammar. Throws ValidationException. */
export function parseCondition(text: string): Condition {
  const reader = createReader(text);
  const condition = parseOr(reader);
  reader.expectEnd();
  return condition;
}

function parseOr(reader: Reader): Condition {
  let left = parseAnd(reader);
  while (reader.takeKeyword("OR")) left = { kind: "or", left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: Reader): Condition {
  let left = parseNot(reader);
  while (reader.takeKeyword("AND")) left = { kind: "and", left, right: parseNot(reader) };
  return left;
}

function parseNot(reader: Reader): Condition {
  if (reader.takeKeyword("NOT")) return { kind: "not", of: parseNot(reader) };
  if (!reader.isSign("(")) return parsePredicate(reader);
  reader.next();
  const inner = parseOr(reader);
  reader.expectSign(")");
  if (bracketed.has(inner)) throw invalid("expression: redundant parentheses");
  bracketed.add(inner);
  return inner;
}

/** Conditions in parentheses: DynamoDB rejects redundant parentheses. */
const bracketed = new WeakSet<Condition>();

function parsePredicate(reader: Reader): Condition {
  const called = conditionFunctions.find((name) => reader.peek().text === name);
  if (called !== undefined && reader.isSign("(", 1)) return parseCall(reader, called);

  const left = parseOperand(reader);
  if (reader.takeKeyword("BETWEEN")) {
    const low = parseOperand(reader);
    reader.expectKeyword("AND");
    return { kind: "between", of: left, low, high: parseOperand(reader) };
  }
  if (reader.takeKeyword("IN")) {
    reader.expectSign("(");
    return { kind: "in", of: left, options: parseOperands(reader, parseOperand) };
  }
  const comparator = comparatorOf(reader.next().text);
  return { kind: "compare", comparator, left, right: parseOperand(reader) };
}

const argumentCounts: Record<ConditionFunction, number> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
};

function parseCall(reader: Reader, name: ConditionFunction): Condition {
  reader.next();
  reader.expectSign("(");
  const operands = parseOperands(reader, parseOperand);
  if (operands.length !== argumentCounts[name]) throw invalid(`expression: wrong number of operands for ${name}`);
  const needsPath = name === "attribute_exists" || name === "attribute_not_exists";
  if (needsPath && operands[0]?.kind !== "path") throw invalid(`expression: ${name} needs a path`);
  return { kind: "call", name, arguments: operands };
}

function parseOperands<Of>(reader: Reader, parse: (reader: Reader) => Of): Of[] {
  const operands = [parse(reader)];
  while (reader.takeSign(",")) operands.push(parse(reader));
  reader.expectSign(")");
  return operands;
}

function parseOperand(reader: Reader): Operand {
  const token = reader.peek();
  if (token.kind === "value") return { kind: "value", name: reader.next().text };
  if (token.text === "size" && reader.isSign("(", 1)) {
    reader.next();
    reader.next();
    const path = parsePath(reader);
    reader.expectSign(")");
    return { kind: "size", path };
  }
  return { kind: "path", path: parsePath(reader) };
}

function comparatorOf(text: string): Comparator {
  const comparator = comparators.find((known) => known === text);
  if (comparator === undefined) throw invalid(`expression: "${text}" is no comparator`);
  return comparator;
}
