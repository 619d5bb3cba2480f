import { invalid } from "./errors.ts";
import { tokenize } from "./lexer.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseProjection } from "./parse-path.ts";
import { parseUpdate } from "./parse-update.ts";
import { type NameOf, nameCondition, namePath, nameUpdate } from "./resolve-names.ts";
import type { Condition, Path, Update } from "./syntax.ts";
import type { Value } from "./value-types.ts";
import { isConverted, isRecord, parseValue } from "./values.ts";

/** Values of the value placeholders in a request's expressions. */
export interface Bindings {
  value(placeholder: string): Value;
}

/** The syntax trees of a request's expressions, with attribute names instead of name placeholders. */
interface Syntax {
  readonly condition: Condition | undefined;
  readonly keyCondition: Condition | undefined;
  readonly filter: Condition | undefined;
  readonly update: Update | undefined;
  readonly projection: readonly Path[] | undefined;
}

/** The parsed expressions of one request, with their bindings. */
export interface Expressions extends Syntax {
  readonly bindings: Bindings;
}

/** The expressions of requests with the same texts: there are few, and they repeat. */
interface Plan {
  readonly written: Syntax;
  readonly nameCount: number;
  readonly valueCount: number;
  readonly placeholders: ReadonlySet<string>;
  /** The latest names and the syntax with them: most callers pass the same object each time. */
  named?: { readonly names: unknown; readonly syntax: Syntax };
}

const fields = [
  "ConditionExpression",
  "KeyConditionExpression",
  "FilterExpression",
  "UpdateExpression",
  "ProjectionExpression",
] as const;
const plans = new Map<string, Plan>();

/**
 * Parses every expression of a request. Throws ValidationException for an unbound placeholder and for an unused
 * binding.
 */
export function readExpressions(request: Readonly<Record<string, unknown>>): Expressions {
  const plan = planOf(request);
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = request;
  if (plan.named === undefined || plan.named.names !== names) plan.named = { names, syntax: named(plan, names) };
  return { ...plan.named.syntax, bindings: bindingsOf(plan, values) };
}

function planOf(request: Readonly<Record<string, unknown>>): Plan {
  let key = "";
  for (const field of fields) {
    const text = request[field];
    if (typeof text === "string") key += text;
    key += "\n";
  }
  const known = plans.get(key);
  if (known !== undefined) return known;
  const made = makePlan(request);
  plans.set(key, made);
  return made;
}

function makePlan(request: Readonly<Record<string, unknown>>): Plan {
  const placeholders = new Set<string>();
  function parsed<Tree>(field: (typeof fields)[number], parse: (text: string) => Tree): Tree | undefined {
    const text = request[field];
    if (typeof text !== "string") return undefined;
    const tree = parse(text);
    for (const { kind, text: placeholder } of tokenize(text)) {
      if (kind === "name" || kind === "value") placeholders.add(placeholder);
    }
    return tree;
  }
  const written = {
    condition: parsed("ConditionExpression", parseCondition),
    keyCondition: parsed("KeyConditionExpression", parseCondition),
    filter: parsed("FilterExpression", parseCondition),
    update: parsed("UpdateExpression", parseUpdate),
    projection: parsed("ProjectionExpression", parseProjection),
  };
  const nameCount = [...placeholders].filter((placeholder) => placeholder.startsWith("#")).length;
  return { written, placeholders, nameCount, valueCount: placeholders.size - nameCount };
}

/** The plan's syntax with these names. Each placeholder must be bound, and each binding used. */
function named({ written, placeholders, nameCount }: Plan, raw: unknown): Syntax {
  const names = new Map<string, string>();
  for (const [placeholder, name] of Object.entries(bound(raw))) {
    if (!placeholder.startsWith("#") || typeof name !== "string" || name === "") throw invalid("bad attribute name");
    if (!placeholders.has(placeholder)) throw invalid(`${placeholder} is bound and not used`);
    names.set(placeholder, name);
  }
  if (names.size < nameCount) throw invalid("an attribute name is used and not bound");
  const nameOf: NameOf = (part) => names.get(part) ?? part;
  const { condition, keyCondition, filter, update, projection } = written;
  return {
    condition: condition && nameCondition(condition, nameOf),
    keyCondition: keyCondition && nameCondition(keyCondition, nameOf),
    filter: filter && nameCondition(filter, nameOf),
    update: update && nameUpdate(update, nameOf),
    projection: projection?.map((path) => namePath(path, nameOf)),
  };
}

function bindingsOf({ placeholders, valueCount }: Plan, raw: unknown): Bindings {
  const given = bound(raw);
  const values: Record<string, Value> = isConverted(given) ? given : {};
  let count = 0;
  for (const placeholder in given) {
    if (!placeholder.startsWith(":")) throw invalid("bad attribute value name");
    if (!placeholders.has(placeholder)) throw invalid(`${placeholder} is bound and not used`);
    if (values !== given) values[placeholder] = parseValue(given[placeholder]);
    count += 1;
  }
  if (count < valueCount) throw invalid("an attribute value is used and not bound");
  return {
    value(placeholder) {
      const value = values[placeholder];
      if (value === undefined) throw invalid(`${placeholder} is not bound`);
      return value;
    },
  };
}

function bound(raw: unknown): Readonly<Record<string, unknown>> {
  if (raw === undefined) return none;
  if (!isRecord(raw) || isEmpty(raw)) throw invalid("placeholders may not be an empty object");
  return raw;
}

const none = {};

function isEmpty(record: object): boolean {
  for (const _name in record) return false;
  return true;
}
