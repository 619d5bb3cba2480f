import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, redactForLog, redactText } from "../../shared/redaction/redact.ts";
import { isSecretName } from "../../shared/redaction/secret-formats.ts";
import { anyCodePoint } from "../support/code-points.ts";
import { canaries, secretPart } from "./canaries.ts";

const everyCanary = Object.entries(canaries).flatMap(([format, values]) => values.map((value) => ({ format, value })));
const surroundings: readonly ((canary: string) => unknown)[] = [
  (canary) => canary,
  (canary) => `The provider answered ${canary} and closed.`,
  (canary) => `(${canary})`,
  (canary) => JSON.stringify({ message: canary }),
  (canary) => ({ error: { details: [{ text: canary }] } }),
  (canary) => new Error(`failed with ${canary}`, { cause: { text: canary } }),
  (canary) => new Map([["note", canary]]),
  (canary) => ({ [canary]: 1 }),
];

describe("redaction of secrets", () => {
  it("covers sixty canaries in fifteen formats", () => {
    expect(Object.keys(canaries)).toHaveLength(15);
    expect(everyCanary).toHaveLength(60);
  });

  it.each(everyCanary)("hides the $format $value at any position", ({ value }) => {
    for (const surround of surroundings) {
      for (const hide of [redact, redactForLog]) {
        const shown = JSON.stringify(hide(surround(value)));
        expect(shown).toContain("[redacted]");
        expect(shown.toLowerCase()).not.toContain(secretPart(value).toLowerCase());
      }
    }
  });

  it("hides a canary that was encoded again", () => {
    for (const { value } of everyCanary.filter((canary) => canary.value.length >= 20)) {
      const encoded = Buffer.from(value).toString("base64");
      expect(redactText(`answer ${encoded} end`)).toBe("answer [redacted] end");
    }
  });

  it.each([
    "authorization",
    "Authorization",
    "X-Api-Key",
    "apikey",
    "api_key",
    "password",
    "db.password",
    "PASSWORD",
    "passwordConfirmation",
    "clientSecret",
    "client_secret",
    "AZURE_CLIENT_SECRET",
    "secret",
    "accessToken",
    "id-token",
    "Set-Cookie",
    "cookies",
    "connectionString",
    "CONNECTION_STRING",
    "privateKey",
    "private key",
    "aws_secret_access_key",
    "AccountKey",
    "credentials",
    "sig",
    "x-amz-security-token",
  ])("hides the value of a member named %s", (name) => {
    for (const value of ["x", 12345, { inner: "x" }, ["x"]])
      expect(redact({ [name]: value })).toEqual({ [name]: "[redacted]" });
    expect(redact([{ name, value: "x" }])).toEqual([{ name, value: "[redacted]" }]);
  });

  it.each([
    "secretName",
    "tokenUrl",
    "passwordMinimumLength",
    "requestToken",
    "claimToken",
    "author",
    "keyboard",
    "selectionHash",
    "summaryCounts",
  ])("keeps the value of a member named %s", (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it("keeps booleans and null under secret names", () => {
    const policy = { password: null, requirePassword: true, token: false };
    expect(redact(policy)).toEqual(policy);
  });
});

describe("redaction of internals", () => {
  it.each([
    [
      'SQLSTATE[23505]: duplicate key value violates unique constraint "reviews_fingerprint_unique"',
      /SQLSTATE|duplicate|constraint|reviews_/,
    ],
    ["insert into reviews (id) values (1)", /insert|values/],
    ["SELECT id FROM runs WHERE x = 1", /SELECT|runs/],
    ["DELETE FROM runs WHERE id = 1", /DELETE|runs/],
    ["environment_reviews_fingerprint_mutable_unique", /fingerprint/],
    ["ConditionalCheckFailedException: The conditional request failed", /Exception/],
    ["TransactionCanceledException", /Transaction/],
    ["ProvisionedThroughputExceededException on table: Runs", /Exception|Runs/],
    ["User is not allowed on arn:aws:dynamodb:us-east-1:123456789012:table/Runs/index/open", /arn:|Runs/],
    ["https://sqs.us-east-1.amazonaws.com/123456789012/operations-short", /amazonaws|operations-short/],
    ["Requested resource not found: Table: Runs not found", /Runs/],
    ["The table does not have the specified index: timeline", /timeline/],
    ["no such table 'runs'", /runs/],
    ["RuntruthDev-LedgerTable4F2A-1ABCDEF2GHIJ", /Ledger/],
    ["failed (RequestId: 8a1c2b3d-0000-4000-8000-123456789abc)", /8a1c2b3d/],
    [
      "TypeError: x is undefined\n    at handle (/var/task/index.mjs:10:5)\n    at async run (file:///var/task/b.mjs:1:1)",
      / at |var\/task/,
    ],
    ["see functions/worker/handler.ts:12:3", /handler\.ts/],
  ])("hides %j from operators", (text, internal) => {
    expect(redactText(text)).not.toMatch(internal);
  });

  it("keeps error names and stacks in a log line without secrets", () => {
    const error = new Error("ConditionalCheckFailedException token=canary");
    const line = JSON.stringify(redactForLog({ error }));
    expect(line).toContain("ConditionalCheckFailedException");
    expect(line).toContain("redaction.test.ts");
    expect(line).not.toContain("canary");
  });
});

describe("redaction of plain text", () => {
  it.each([
    "The review is already available.",
    "Select a policy from the list.",
    "The access token has expired.",
    "Basic information is missing; bearer authentication failed.",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "RUN#01KEXAMPLE0000000000000000",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "09decce4-cd10-4a00-891f-d9bccf2cc097",
    "2026-11-21T08:25:50.123Z",
    "Root=1-5759e988-bd862e3fe1be46a994272793",
    "Win - Update rings for Business - Reports and Telemetry - v3.0",
    "CIS-M365-L1-V3-W11-23H2-BASELINE1",
    "#microsoft.graph.windows10EndpointProtectionConfiguration",
    "deviceManagementConfigurationChoiceSettingInstance",
    "device_vendor_msft_policy_config_defender_allowarchivescanning_1",
    "tenant.evidence.snapshot.generate",
    "runtruth/acme-prod/provider",
    "operations-short",
    "provider_connection_invalid",
    "Microsoft Defender: cloud block level = high",
    "87 of 87 policies read, 1234567890123 bytes",
    "http://127.0.0.1:4700/api/workspaces/acme/operations/01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "Prüfung der Anbieterverbindung",
  ])("keeps the plain text %j", (text) => {
    expect(redactText(text)).toBe(text);
    expect(redact({ text })).toEqual({ text });
  });
});

describe("redaction of anything", () => {
  const pieces = fc.oneof(
    fc.string({ unit: anyCodePoint }),
    fc.constantFrom(
      "password",
      "=",
      ": ",
      '"',
      "'",
      "\\",
      "[redacted]",
      "Bearer ",
      "eyJhbGciOi",
      ".",
      "-----BEGIN X-----",
      "https://",
      "@",
      "?",
      "token",
      "SELECT a FROM b",
      "\n    at x (",
      "arn:aws:",
      "table ",
      ";",
      "Host=",
      "AKIAIOSFODNN7EXAMPLE",
      "(",
      "}",
    ),
  );
  const text = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));

  it("is idempotent for any value", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(redactText(redactText(given))).toBe(redactText(given));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const once = redact(given);
        expect(redact(once)).toEqual(once);
      }),
    );
  });

  it("terminates without throwing on cycles, deep nesting and hostile members", () => {
    const circular: { name: string; self?: unknown } = { name: "a" };
    circular.self = circular;
    expect(redact(circular)).toEqual({ name: "a", self: "[circular]" });

    let deep: unknown = "end";
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    expect(JSON.stringify(redact(deep))).toContain("[too deep]");

    const hostile = Object.defineProperty({}, "x", {
      enumerable: true,
      get() {
        throw new Error("no");
      },
    });
    expect(redact({ hostile, ok: 1 })).toEqual({ hostile: "[unreadable]", ok: 1 });
    fc.assert(
      fc.property(
        fc.anything({ withMap: true, withSet: true, withBigInt: true, withDate: true }),
        (given) => void JSON.stringify(redact(given)),
      ),
    );
  });

  it("keeps a repeated object that is not a cycle", () => {
    const shared = { a: 1 };
    expect(redact([shared, shared])).toEqual([shared, shared]);
  });

  // Quadratic run time on any of these would take minutes and time out.
  it.each([
    "a=",
    "-----BEGIN X-----",
    "Host=",
    "eyJaaa.",
    "password ",
    'password="',
    "SELECT a ",
    "https://a/",
    "4",
    "x_",
    "_",
    "a.",
    "a/",
    "a-",
    "A",
    " ",
    "\\n at ",
    "table ",
    "a@",
    "Key (",
    ".amazonaws.com",
    "?a",
    "QUtJ",
  ])("runs in linear time on a long text of %j", (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    expect(redactText(text).length).toBeLessThan(text.length * 12);
  });
});
