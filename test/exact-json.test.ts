import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExactJson, unreadable } from "../shared/foundation/exact-json.ts";
import { readPolicyItem } from "../shared/operations/policies/policy-item.ts";
import { canonicalJson } from "../shared/run/identity.ts";
import { anyCodePoint } from "./support/code-points.ts";

/** JSON texts as any writer may produce them: numbers of every spelling, lone surrogates, hostile names. */
const digits = fc.stringMatching(/^[1-9]\d{0,30}$/);
const numbers = fc.oneof(
  fc.constantFrom("0", "-0", "1.0", "1.50", "1e2", "1E+2", "9007199254740993", "-12345678901234567890"),
  digits,
  fc.tuple(digits, fc.stringMatching(/^\d{1,20}$/)).map(([whole, part]) => `-${whole}.${part}`),
);
const strings = fc.string({ unit: anyCodePoint }).map((text) => JSON.stringify(text));
const names = fc.uniqueArray(fc.oneof(fc.string({ unit: anyCodePoint }), fc.constant("__proto__")), { maxLength: 5 });
const { text } = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 6 },
    numbers,
    strings,
    fc.constantFrom("true", "false", "null"),
    fc.array(tie("text"), { maxLength: 4 }).map((items) => `[${items.join(",")}]`),
    names.chain((keys) =>
      fc
        .tuple(...keys.map(() => tie("text")))
        .map((values) => `{${keys.map((key, index) => `${JSON.stringify(`k${key}`)}: ${values[index]}`).join(" ,")}}`),
    ),
  ),
}));
const compact = (json: string) => JSON.stringify(parseExactJson(json));

it("exact JSON writes every parsed document back as it was written", () => {
  fc.assert(
    fc.property(text, (json) => {
      const written = compact(json);
      expect(compact(written)).toBe(written);
      expect(canonicalJson(parseExactJson(canonicalJson(parseExactJson(json))))).toBe(
        canonicalJson(parseExactJson(json)),
      );
      // Values are those of the platform's own parser, and numbers keep their text.
      expect(JSON.parse(written)).toEqual(JSON.parse(json));
      const spelled = (source: string) => source.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? [];
      expect(spelled(written)).toEqual(spelled(json));
    }),
  );
});

it.each([
  "1.0",
  "-0",
  "9007199254740993",
  "0.1000000000000000055511151231257827",
  "1e2",
  '"\\ud800"',
  '{"__proto__":{"a":1}}',
])("exact JSON keeps %s", (json) => {
  expect(compact(json)).toBe(json);
});

it.each(["{", "[1,]", '{"a" 1}', "01", "nul", ""])("exact JSON refuses %j", (json) => {
  expect(() => parseExactJson(json)).toThrow(SyntaxError);
});

it.each([
  ["a member named twice", '{"id":"p","a":1,"a":2}'],
  ["a number beyond every double", '{"id":"p","n":1e999}'],
  ["a nesting of 100,000 lists", `{"id":"p","deep":${"[".repeat(100_000)}"]"${"]".repeat(100_000)}}`],
])("policy with %s is left out by its id", (_what, json) => {
  const item = readPolicyItem("deviceConfigurations", parseExactJson(json));

  expect(item).toMatchObject({ ok: false, rejected: { code: "policy_invalid", id: "p" } });
});

it("exact JSON reads a document of 5 MB in one string", () => {
  const long = 'x\\"'.repeat(1_700_000);

  expect(parseExactJson(`{"a":"${long}"}`)).toEqual({ a: 'x"'.repeat(1_700_000) });
  expect(parseExactJson('{"a":1,"a":1}')).toEqual({ a: unreadable });
});
