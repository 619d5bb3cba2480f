import fc from "fast-check";
import { expect, it } from "vitest";
import { ProblemError } from "../../../functions/middleware/errors.ts";
import {
  bodyBytesMax,
  bodyKeysMax,
  bodyTextCharactersMax,
  readJsonBody,
} from "../../../functions/middleware/json-body.ts";

const json = { "content-type": "application/json" };
const read = (body: string, headers: Record<string, string> = json) =>
  readJsonBody({ body, isBase64Encoded: false, headers });

function codeOf(act: () => unknown): string {
  try {
    act();
    return "read";
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : "thrown";
  }
}

const text = (characters: number) => JSON.stringify("x".repeat(characters));
const object = (keys: number) => JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, at) => [at, 0])));
const list = (bytes: number) => `[${"1,".repeat((bytes - 3) / 2)}1]`;

it.each([
  { name: "the largest body", body: `${list(bodyBytesMax - 1)} `, code: "read" },
  { name: "one byte more", body: `${list(bodyBytesMax - 1)}  `, code: "body_too_large" },
  { name: "the longest string", body: text(bodyTextCharactersMax), code: "read" },
  { name: "one character more", body: text(bodyTextCharactersMax + 1), code: "body_malformed" },
  { name: "the most keys", body: object(bodyKeysMax), code: "read" },
  { name: "one key more", body: object(bodyKeysMax + 1), code: "body_malformed" },
  { name: "lists nested 16 deep", body: `${"[".repeat(16)}${"]".repeat(16)}`, code: "read" },
  { name: "lists nested 17 deep", body: `${"[".repeat(17)}${"]".repeat(17)}`, code: "body_malformed" },
  { name: "prototype as a nested key", body: '[{"a":[{"prototype":1}]}]', code: "body_malformed" },
  { name: "prototype as a value", body: '"__proto__"', code: "read" },
  { name: "a key written with escapes", body: '{"\\u005f_proto__":1}', code: "body_malformed" },
])("a body with $name gives $code", ({ body, code }) => {
  expect(codeOf(() => read(body))).toBe(code);
});

it.each([
  { type: "application/json; charset=utf-8", code: "read" },
  { type: "application/merge-patch+json", code: "read" },
  { type: "APPLICATION/JSON", code: "read" },
  { type: "application/json; charset=utf-16", code: "media_type_unsupported" },
  { type: "application/jsonx", code: "media_type_unsupported" },
  { type: "text/json", code: "media_type_unsupported" },
  { type: "", code: "media_type_unsupported" },
])("content type '$type' gives $code", ({ type, code }) => {
  expect(codeOf(() => read("{}", { "content-type": type }))).toBe(code);
});

it("readJsonBody decodes base64 and rejects bytes that are not UTF-8", () => {
  const encoded = (bytes: Uint8Array) =>
    readJsonBody({ body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true, headers: json });

  expect(encoded(Buffer.from('{"a":"ü"}'))).toEqual({ a: "ü" });
  expect(codeOf(() => encoded(Uint8Array.of(0x22, 0xff, 0x22)))).toBe("body_malformed");
});

it("readJsonBody returns the sent JSON unchanged or throws a ProblemError", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 20 }), (body) => {
      const code = codeOf(() => read(body));
      expect(["read", "body_malformed"]).toContain(code);
      if (code === "read") expect(JSON.stringify(read(body))).toBe(JSON.stringify(JSON.parse(body)));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (body) => {
      expect(codeOf(() => read(body))).not.toBe("thrown");
    }),
  );
});
