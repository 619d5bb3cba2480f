import fc from "fast-check";
import { expect, it } from "vitest";
import { callerOf, initiatorOf } from "../../../functions/middleware/caller.ts";

const eventWith = (claims: unknown) => ({ requestContext: { authorizer: { jwt: { claims } } } });

it("callerOf takes only subject and name from the verified claims", () => {
  const claims = { sub: "u1", name: " Ada ", "cognito:groups": "owner", role: "owner" };

  expect(callerOf(eventWith(claims))).toEqual({ sub: "u1", name: "Ada" });
  expect(callerOf(eventWith({ sub: "u1", name: 7 }))).toEqual({ sub: "u1", name: "u1" });
  expect(callerOf(eventWith({ sub: "u1", name: "" }))).toEqual({ sub: "u1", name: "u1" });
});

it.each([{}, { sub: "" }, { sub: 7 }, { sub: "a\nb" }, { sub: "x".repeat(256) }, undefined])(
  "callerOf throws unauthenticated for the claims %j",
  (claims) => {
    expect(() => callerOf(eventWith(claims))).toThrow("unauthenticated");
  },
);

it("callerOf ignores request headers", () => {
  expect(() => callerOf({ headers: { authorization: "Bearer x" }, requestContext: {} })).toThrow("unauthenticated");
});

it("initiatorOf fits 80 bytes and keeps different subjects distinct", () => {
  const sub = fc.string({ unit: fc.constantFrom("a", "b", "#", "~"), minLength: 1, maxLength: 255 });
  fc.assert(
    fc.property(sub, sub, (one, other) => {
      const [a, b] = [initiatorOf({ sub: one, name: one }), initiatorOf({ sub: other, name: other })];
      expect(Buffer.byteLength(a.id) + Buffer.byteLength(a.name)).toBeLessThanOrEqual(80);
      expect(a.id === b.id).toBe(one === other);
    }),
  );
  const alike = "x".repeat(100);
  expect(initiatorOf({ sub: `${alike}1`, name: "" }).id).not.toBe(initiatorOf({ sub: `${alike}2`, name: "" }).id);
});
