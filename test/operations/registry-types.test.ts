import { expect, expectTypeOf, it } from "vitest";
import { type HandlerDependencies, operations, type PrepareDependencies } from "../../shared/operations/registry.ts";

/** What the operations together need, by name. Removing one from a supplier must not compile. */
type Without<Needs, Name extends keyof Needs> = Omit<Needs, Name>;

it("does not accept needs of which one is missing", () => {
  expectTypeOf<Without<HandlerDependencies, "usable">>().not.toExtend<HandlerDependencies>();
  expectTypeOf<Without<HandlerDependencies, "provider">>().not.toExtend<HandlerDependencies>();
  expectTypeOf<Without<PrepareDependencies, "reviews">>().not.toExtend<PrepareDependencies>();
  expectTypeOf<object>().not.toExtend<HandlerDependencies>();
  expectTypeOf<object>().not.toExtend<PrepareDependencies>();
});

it("joins what several operations ask of the same need", () => {
  expectTypeOf<keyof HandlerDependencies["provider"]>().toEqualTypeOf<
    "verify" | "openCollection" | "readPolicy" | "writePolicy" | "createPolicy" | "pauseUntil"
  >();
  expectTypeOf<keyof HandlerDependencies["connections"]>().toEqualTypeOf<"find" | "findDefault" | "recordCheck">();
  expectTypeOf<keyof PrepareDependencies>().toEqualTypeOf<
    "connections" | "evidence" | "reviews" | "backupSets" | "restoreRuns"
  >();
});

it("lists no operation twice", () => {
  expect(new Set(operations.map(({ type }) => type)).size).toBe(operations.length);
});
