import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bodyHash, canonicalJson, correlationHashOf, identityHash } from "../../shared/run/identity.ts";

const parts = { workspaceId: "acme", environmentId: "acme-prod", type: "policy.sync", identity: { connection: "c1" } };
const json = fc.jsonValue({ maxDepth: 4 });
const identity = fc.dictionary(fc.string(), json);
const identityParts = fc.record({
  workspaceId: fc.string(),
  environmentId: fc.option(fc.string()),
  type: fc.string(),
  identity,
});

describe("the identity of a run", () => {
  it("is 64 hex characters, stable across processes", () => {
    expect(identityHash(parts)).toBe("ecb9027e1c2e1c7240c95cff7c962535218ebef3b78cff3bd3ceffdee191da7e");
  });

  it("differs when the same text is split into different parts", () => {
    const split = (workspaceId: string, environmentId: string, type = "t") =>
      identityHash({ workspaceId, environmentId, type, identity: {} });
    expect(split("a", "bc")).not.toBe(split("ab", "c"));
    expect(split("a", "b", "ct")).not.toBe(split("a", "bc", "t"));
    expect(split("", "abc")).not.toBe(split("abc", ""));
  });

  it("differs between workspace-level and environment runs", () => {
    for (const environmentId of ["", "-", "workspace", "environment"]) {
      expect(identityHash({ ...parts, environmentId })).not.toBe(identityHash({ ...parts, environmentId: null }));
    }
  });

  it("is equal exactly when scope, type and identity inputs are", () => {
    fc.assert(
      fc.property(identityParts, identityParts, (a, b) => {
        const isSame = canonicalJson(a) === canonicalJson(b);
        expect(identityHash(a) === identityHash(b)).toBe(isSame);
      }),
    );
  });

  it("is independent of key order at any depth", () => {
    fc.assert(
      fc.property(identity, (value) => {
        expect(identityHash({ ...parts, identity: reversed(value) })).toBe(identityHash({ ...parts, identity: value }));
      }),
    );
  });

  it("depends on list order", () => {
    const of = (ids: string[]) => identityHash({ ...parts, identity: { ids } });
    expect(of(["a", "b"])).not.toBe(of(["b", "a"]));
    expect(of(["a", "b"])).not.toBe(of(["ab"]));
  });

  it("distinguishes numbers from text and missing from empty lists", () => {
    const of = (value: unknown) => identityHash({ ...parts, identity: { value } });
    expect(new Set([of(1), of("1"), of([1]), of(null), of([]), of({}), of(true), of("true")]).size).toBe(8);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol("x"), () => 1])("rejects non-JSON values", (value) => {
    expect(() => identityHash({ ...parts, identity: { value } })).toThrow(TypeError);
  });
});

describe("the correlation hash of a run", () => {
  it("is 22 characters, independent of the declaration order", () => {
    const context = { providerConnectionId: "c1", selectionHash: "all", other: 1 };
    const hash = correlationHashOf(["providerConnectionId", "selectionHash"], context);
    expect(hash).toMatch(/^[\w-]{22}$/);
    expect(correlationHashOf(["selectionHash", "providerConnectionId"], context)).toBe(hash);
  });

  it("ignores undeclared keys", () => {
    expect(correlationHashOf(["a"], { a: "1", b: "2" })).toBe(correlationHashOf(["a"], { a: "1", b: "3" }));
  });

  it("is undefined while a declared key is missing", () => {
    for (const context of [{}, { a: undefined }, { a: null }, { a: "" }]) {
      expect(correlationHashOf(["a"], context)).toBeUndefined();
    }
    expect(correlationHashOf(["toString"], {})).toBeUndefined();
  });

  it("is constant when no key is declared", () => {
    expect(correlationHashOf([], { a: "1" })).toBe(correlationHashOf([], {}));
    expect(correlationHashOf([], {})).not.toBe(correlationHashOf(["a"], { a: "1" }));
  });

  it("differs when values are swapped between keys", () => {
    expect(correlationHashOf(["a", "b"], { a: "x", b: "yz" })).not.toBe(
      correlationHashOf(["a", "b"], { a: "xy", b: "z" }),
    );
  });
});

describe("the hash of a body", () => {
  it("never collides with an identity hash", () => {
    expect(bodyHash("{}")).toMatch(/^[0-9a-f]{64}$/);
    expect(bodyHash("a")).not.toBe(bodyHash("b"));
  });
});

function reversed(value: unknown): { [key: string]: unknown } {
  const turn = (member: unknown): unknown => {
    if (Array.isArray(member)) return member.map(turn);
    if (typeof member !== "object" || member === null) return member;
    return Object.fromEntries(
      Object.entries(member)
        .map(([key, inner]) => [key, turn(inner)] as const)
        .reverse(),
    );
  };
  return Object.fromEntries(
    Object.entries(value ?? {})
      .map(([key, inner]) => [key, turn(inner)] as const)
      .reverse(),
  );
}
