import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hideInternals } from "../../shared/redaction/internal-names.ts";
import { redact, redactForLog, redactText } from "../../shared/redaction/redact.ts";
import { hideSecrets } from "../../shared/redaction/secret-formats.ts";
import { anyCodePoint } from "../support/code-points.ts";

// Short plain texts are not searched, and a name without a secret is cached as harmless.
describe("redaction shortcuts", () => {
  it("skips no short text in which a search would find a secret", () => {
    const letters = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789-_/.:= ABCDEFGH");
    const pieces = fc.constantFrom("_unique", "Fault", "token", "=", "sk-", "xoxb-", "eyJ", "4111", "1111", "ORA-0123");
    const texts = fc.array(fc.oneof(letters, pieces), { maxLength: 14 }).map((parts) => parts.join("").slice(0, 16));
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(redactText(text) === text);
        expect(hideInternals(hideSecrets(text))).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  it("redacts a member consistently however often its name occurs", () => {
    const names = fc.oneof(
      fc.string({ maxLength: 80, unit: anyCodePoint }),
      fc.stringMatching(/^\w{1,70}$/),
      fc.constantFrom("dbPassword", "claimToken", "runs_unique", "AccessDenied", "AKIAIOSFODNN7EXAMPLE", "a\u2028b"),
    );
    const forgetNames = () => {
      for (let other = 0; other < 1001; other++) redact(Object.fromEntries([[`name${other}`, 1]]));
    };
    fc.assert(
      fc.property(names, (name) => {
        const member = Object.fromEntries([[name, "value"]]);
        const alone = [redact, redactForLog].map((hide) => {
          forgetNames();
          return hide(member);
        });
        forgetNames();
        expect([redact(member), redactForLog(member)]).toEqual(alone);
        expect([redact(member), redactForLog(member)]).toEqual(alone);
        for (const hide of [redact, redactForLog]) expect(Object.keys(Object(hide(member)))).toEqual(hide([name]));
      }),
      { numRuns: 200 },
    );
  });
});
