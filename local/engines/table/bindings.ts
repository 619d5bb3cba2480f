import { invalid } from "./errors.ts";
import { tokenize } from "./lexer.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseProjection } from "./parse-path.ts";
import { parseUpdate } from "./parse-update.ts";
import type { Condition, Path, Update } from "./syntax.ts";
import type { Value } from "./value-types.ts";
import { isRecord, parseValue } from "./values.ts";

/** Values of the placeholders in a request's expressions. */
export interface Bindings {
  /** The attribute name of a placeholder or a literal name. */
  name(written: string): string;
  value(placeholder: string): Value;
}

/** A path with its name placeholders resolved. */
export type BoundPath = readonly (string | number)[];

export function bindPath(path: Path, bindings: Bindings): BoundPath {
  return path.map((part) => (typeof part === "string" ? bindings.name(part) : part));
}

interface Parsed {
  readonly placeholders: ReadonlySet<string>;
  readonly condition?: Condition;
  readonly update?: Update;
  readonly paths?: readonly Path[];
}
type Kind = "condition" | "update" | "paths";

/** Parsed expressions by text: there are few, and they repeat. */
const known: Readonly<Record<Kind, Map<string, Parsed>>> = {
  condition: new Map(),
  update: new Map(),
  paths: new Map(),
};

function parsed(kind: Kind, text: unknown): Parsed | undefined {
  if (typeof text !== "string") return undefined;
  const found = known[kind].get(text);
  if (found !== undefined) return found;
  const placeholders = new Set(
    tokenize(text).flatMap((token) => (token.kind === "name" || token.kind === "value" ? [token.text] : [])),
  );
  const made =
    kind === "condition"
      ? { placeholders, condition: parseCondition(text) }
      : kind === "update"
        ? { placeholders, update: parseUpdate(text) }
        : { placeholders, paths: parseProjection(text) };
  known[kind].set(text, made);
  return made;
}

/** The parsed expressions of one request, with their bindings. */
export interface Expressions {
  readonly bindings: Bindings;
  readonly condition: Condition | undefined;
  readonly keyCondition: Condition | undefined;
  readonly filter: Condition | undefined;
  readonly update: Update | undefined;
  readonly projection: readonly BoundPath[] | undefined;
}

/**
 * Parses every expression of a request. Throws ValidationException for an unbound placeholder and for an unused
 * binding.
 */
export function readExpressions(request: Readonly<Record<string, unknown>>): Expressions {
  const condition = parsed("condition", request.ConditionExpression);
  const keyCondition = parsed("condition", request.KeyConditionExpression);
  const filter = parsed("condition", request.FilterExpression);
  const update = parsed("update", request.UpdateExpression);
  const projection = parsed("paths", request.ProjectionExpression);
  const all = [condition, keyCondition, filter, update, projection].filter((one) => one !== undefined);
  const bindings = bindingsOf(request.ExpressionAttributeNames, request.ExpressionAttributeValues, all);
  return {
    bindings,
    condition: condition?.condition,
    keyCondition: keyCondition?.condition,
    filter: filter?.condition,
    update: update?.update,
    projection: projection?.paths?.map((path) => bindPath(path, bindings)),
  };
}

function bindingsOf(rawNames: unknown, rawValues: unknown, expressions: readonly Parsed[]): Bindings {
  const names = new Map<string, string>();
  const values = new Map<string, Value>();
  const isUsed = (placeholder: string) => expressions.some(({ placeholders }) => placeholders.has(placeholder));
  const givenNames = bound(rawNames);
  for (const placeholder in givenNames) {
    const name = givenNames[placeholder];
    if (!placeholder.startsWith("#") || typeof name !== "string" || name === "") throw invalid("bad attribute name");
    names.set(placeholder, name);
  }
  const givenValues = bound(rawValues);
  for (const placeholder in givenValues) {
    if (!placeholder.startsWith(":")) throw invalid("bad attribute value name");
    values.set(placeholder, parseValue(givenValues[placeholder]));
  }
  for (const given of [names, values]) {
    for (const placeholder of given.keys()) {
      if (!isUsed(placeholder)) throw invalid(`${placeholder} is bound and not used`);
    }
  }
  for (const { placeholders } of expressions) {
    for (const placeholder of placeholders) {
      if (!names.has(placeholder) && !values.has(placeholder)) throw invalid(`${placeholder} is used and not bound`);
    }
  }
  return {
    name: (written) => (written.startsWith("#") ? (names.get(written) ?? written) : written),
    value(placeholder) {
      const value = values.get(placeholder);
      if (value === undefined) throw invalid(`${placeholder} is not bound`);
      return value;
    },
  };
}

function bound(raw: unknown): Readonly<Record<string, unknown>> {
  if (raw === undefined) return {};
  if (!isRecord(raw) || Object.keys(raw).length === 0) throw invalid("placeholders may not be an empty object");
  return raw;
}
