import fc from "fast-check";
import { anyCodePoint } from "../support/code-points.ts";
import { injections } from "./injection-payloads.ts";
import type { JsonSchema } from "./json-schema.ts";

/** What no schema asks for. */
const hostileValue = fc.oneof(
  fc.constantFrom(...injections),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: anyCodePoint, maxLength: 60 }),
  fc.constantFrom<unknown>("x".repeat(9000), 1e308, -1, 0.5, "", [], {}, null, true, [[[[]]]]),
);

/**
 * Values of a schema, as an attacker would send them: of the right shape, so that they pass validation, with ids
 * that exist here wherever a string may be an id.
 */
export function valueFor(schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> {
  const { enum: choices, const: constant, oneOf, anyOf = oneOf, type } = schema;
  if (choices !== undefined) return fc.constantFrom(...choices);
  if (constant !== undefined) return fc.constant(constant);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => valueFor(one, known)));
  if (type === "string") return textOf(schema, known);
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1e9 });
  if (type === "number") return fc.double({ noNaN: true });
  if (type === "array") {
    const { minItems: minLength = 0, maxItems = 5, items = {} } = schema;
    return fc.array(valueFor(items, known), { minLength, maxLength: Math.min(maxItems, minLength + 4) });
  }
  if (type === "object") return objectOf(schema, known);
  return hostileValue;
}

function textOf({ pattern, format, minLength = 0, maxLength = 200 }: JsonSchema, known: readonly string[]) {
  if (format === "uri") {
    const address = fc.constantFrom("https://x:y@provider.example/", "https://elsewhere.example/", "http://[::1]/");
    return fc.oneof({ weight: 6, arbitrary: fc.constant("https://provider.example/v1.0") }, address, fc.webUrl());
  }
  const form = new RegExp(pattern ?? "");
  const isFitting = (text: string) => text.length >= minLength && text.length <= maxLength && form.test(text);
  const plain = ["main", "a name"].filter(isFitting);
  const fitting = [...known, ...injections].filter(isFitting);
  const free = freeText({ pattern, minLength, maxLength: Math.min(maxLength, minLength + 60) });
  return fc.oneof(
    ...(plain.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...plain) }]),
    ...(fitting.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...fitting) }]),
    free,
  );
}

const freeTexts = new Map<string, fc.Arbitrary<string>>();

/** Any text of these limits. Building an arbitrary takes longer than a hundred of its values, so equal ones are one. */
function freeText(limits: { pattern: string | undefined; minLength: number; maxLength: number }): fc.Arbitrary<string> {
  const key = JSON.stringify(limits);
  const { pattern, minLength, maxLength } = limits;
  const text =
    freeTexts.get(key) ??
    (pattern === undefined
      ? fc.string({ unit: anyCodePoint, minLength, maxLength })
      : fc.stringMatching(new RegExp(pattern), { maxLength: 60 }));
  freeTexts.set(key, text);
  return text;
}

function objectOf({ properties = {}, required = [], additionalProperties }: JsonSchema, known: readonly string[]) {
  const members = Object.entries(properties).map(([name, member]) => [name, valueFor(member, known)] as const);
  const named = fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
  if (typeof additionalProperties !== "object") return named;
  return fc.oneof(
    named,
    fc.dictionary(fc.string({ maxLength: 12 }), valueFor(additionalProperties, known), { maxKeys: 3 }),
  );
}

/** One mutation of a valid value: a member added, removed or replaced. */
export function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(value, fc.nat(), fc.string({ maxLength: 20 }), hostileValue, fc.nat(2))
    .map(([whole, at, name, hostile, how]) => {
      if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return hostile;
      const members = Object.entries(whole);
      const chosen = members[at % Math.max(1, members.length)]?.[0] ?? name;
      if (how === 0) return { ...whole, [name]: hostile };
      return Object.fromEntries(
        how === 1 ? members.filter(([key]) => key !== chosen) : [...members, [chosen, hostile]],
      );
    });
}
