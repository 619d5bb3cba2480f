import { invalid } from "./errors.ts";
import { tokenize } from "./lexer.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseProjection } from "./parse-path.ts";
import { parseUpdate } from "./parse-update.ts";
import type { Condition, Path, Update } from "./syntax.ts";
import type { Value } from "./value-types.ts";
import { isRecord, parseValue } from "./values.ts";

/** What the placeholders of a request's expressions stand for. */
export interface Bindings {
  /** The attribute a written name means. */
  name(written: string): string;
  value(placeholder: string): Value;
}

/** A path whose names are attributes. */
export type BoundPath = readonly (string | number)[];

export function bindPath(path: Path, bindings: Bindings): BoundPath {
  return path.map((part) => (typeof part === "string" ? bindings.name(part) : part));
}

interface Parsed {
  readonly placeholders: readonly string[];
  readonly condition?: Condition;
  readonly update?: Update;
  readonly paths?: readonly Path[];
}

/** Expressions are few and repeated, so each text is read once. */
const cache = new Map<string, Parsed>();

function parsed(kind: "condition" | "update" | "paths", text: string): Parsed {
  const key = `${kind} ${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const placeholders = tokenize(text).flatMap((token) =>
    token.kind === "name" || token.kind === "value" ? [token.text] : [],
  );
  const made =
    kind === "condition"
      ? { placeholders, condition: parseCondition(text) }
      : kind === "update"
        ? { placeholders, update: parseUpdate(text) }
        : { placeholders, paths: parseProjection(text) };
  cache.set(key, made);
  return made;
}

/** The expressions of one request and what their placeholders mean. */
export interface Expressions {
  readonly bindings: Bindings;
  readonly condition: Condition | undefined;
  readonly keyCondition: Condition | undefined;
  readonly filter: Condition | undefined;
  readonly update: Update | undefined;
  readonly projection: readonly BoundPath[] | undefined;
}

/**
 * Reads every expression of a request. A placeholder that is not bound, and a binding that no expression
 * uses, are a ValidationException.
 */
export function readExpressions(request: Readonly<Record<string, unknown>>): Expressions {
  const read = (kind: "condition" | "update" | "paths", field: string) => {
    const text = request[field];
    return typeof text === "string" ? parsed(kind, text) : undefined;
  };
  const condition = read("condition", "ConditionExpression");
  const keyCondition = read("condition", "KeyConditionExpression");
  const filter = read("condition", "FilterExpression");
  const update = read("update", "UpdateExpression");
  const projection = read("paths", "ProjectionExpression");
  const all = [condition, keyCondition, filter, update, projection];

  const bindings = bindingsOf(
    request.ExpressionAttributeNames,
    request.ExpressionAttributeValues,
    new Set(all.flatMap((one) => one?.placeholders ?? [])),
  );
  return {
    bindings,
    condition: condition?.condition,
    keyCondition: keyCondition?.condition,
    filter: filter?.condition,
    update: update?.update,
    projection: projection?.paths?.map((path) => bindPath(path, bindings)),
  };
}

function bindingsOf(rawNames: unknown, rawValues: unknown, used: ReadonlySet<string>): Bindings {
  const names = new Map<string, string>();
  const values = new Map<string, Value>();
  for (const [placeholder, name] of entriesOf(rawNames)) {
    if (!placeholder.startsWith("#") || typeof name !== "string" || name === "") throw invalid("bad attribute name");
    names.set(placeholder, name);
  }
  for (const [placeholder, value] of entriesOf(rawValues)) {
    if (!placeholder.startsWith(":")) throw invalid("bad attribute value name");
    values.set(placeholder, parseValue(value));
  }
  for (const placeholder of [...names.keys(), ...values.keys()]) {
    if (!used.has(placeholder)) throw invalid(`${placeholder} is bound and not used`);
  }
  for (const placeholder of used) {
    if (!names.has(placeholder) && !values.has(placeholder)) throw invalid(`${placeholder} is used and not bound`);
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

function entriesOf(raw: unknown): [string, unknown][] {
  if (raw === undefined) return [];
  if (!isRecord(raw) || Object.keys(raw).length === 0) throw invalid("placeholders may not be an empty object");
  return Object.entries(raw);
}
