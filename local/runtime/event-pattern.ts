import * as z from "zod";
import { UnsupportedAssemblyError } from "../assembly/unsupported-assembly.ts";

/** Whether an event matches the pattern. */
export type EventMatcher = (event: unknown) => boolean;

/** A rule for one value; undefined if the event lacks the field. */
type ValueRule = (value: unknown) => boolean;

/**
 * Compiles an event pattern from JSON: every field must match one of its alternatives.
 *
 * Throws `UnsupportedAssemblyError` for an unsupported operator at compile time, before the first event.
 */
export function compilePattern(pattern: string): EventMatcher {
  const read: unknown = JSON.parse(pattern);
  return compileObject(z.record(z.string(), z.unknown()).parse(read));
}

function compileObject(pattern: Readonly<Record<string, unknown>>): EventMatcher {
  const rules = Object.entries(pattern).map(([name, expected]): EventMatcher => {
    if (name === "$or") {
      const branches = z.array(z.record(z.string(), z.unknown())).parse(expected).map(compileObject);
      return (event) => branches.some((branch) => branch(event));
    }
    if (Array.isArray(expected)) {
      const alternatives = expected.map(compileValue);
      return (event) => valuesOf(field(event, name)).some((value) => alternatives.some((rule) => rule(value)));
    }
    const nested = compileObject(z.record(z.string(), z.unknown()).parse(expected));
    return (event) => nested(field(event, name));
  });
  return (event) => rules.every((rule) => rule(event));
}

function field(event: unknown, name: string): unknown {
  return typeof event === "object" && event !== null && Object.hasOwn(event, name)
    ? Reflect.get(event, name)
    : undefined;
}

/** A list in the event matches if any of its items matches. */
function valuesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

const operators: Readonly<Record<string, (argument: unknown) => ValueRule>> = {
  prefix: (argument) => {
    const start = z.string().parse(argument);
    return (value) => typeof value === "string" && value.startsWith(start);
  },
  suffix: (argument) => {
    const end = z.string().parse(argument);
    return (value) => typeof value === "string" && value.endsWith(end);
  },
  "equals-ignore-case": (argument) => {
    const text = z.string().parse(argument).toLowerCase();
    return (value) => typeof value === "string" && value.toLowerCase() === text;
  },
  // `exists` applies to leaf values only: an object does not count as a value.
  exists: (argument) => {
    const wanted = z.boolean().parse(argument);
    return (value) => (value !== undefined && (typeof value !== "object" || value === null)) === wanted;
  },
  "anything-but": (argument) => {
    const rules = (Array.isArray(argument) ? argument : [argument]).map(compileValue);
    return (value) => value !== undefined && !rules.some((rule) => rule(value));
  },
  numeric: (argument) => {
    const parts = z.array(z.union([z.string(), z.number()])).parse(argument);
    const rules = parts.flatMap((operator, at) => (at % 2 === 0 ? [compare(operator, parts[at + 1])] : []));
    return (value) => typeof value === "number" && rules.every((rule) => rule(value));
  },
};

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function compare(operator: string | number, bound: string | number | undefined): (value: number) => boolean {
  const comparison = comparisons[operator];
  if (comparison === undefined || typeof bound !== "number") {
    throw new UnsupportedAssemblyError(
      `the numeric comparison ${operator} ${bound} in an event pattern is not understood`,
    );
  }
  return (value) => comparison(value, bound);
}

function compileValue(expected: unknown): ValueRule {
  if (expected === null || typeof expected !== "object") return (value) => value === expected;
  const [operator, ...more] = Object.entries(expected);
  const compile = operator && operators[operator[0]];
  if (operator === undefined || compile === undefined || more.length > 0) {
    throw new UnsupportedAssemblyError(`${JSON.stringify(expected)} in an event pattern is not understood locally`);
  }
  return compile(operator[1]);
}
