import { expect, expectTypeOf, it } from "vitest";
import { type HandlerNeeds, operations, type PrepareNeeds } from "../../shared/operations/registry.ts";

/** What the operations together need, by name. Removing one from a supplier must not compile. */
type Without<Needs, Name extends keyof Needs> = Omit<Needs, Name>;

it("does not accept needs of which one is missing", () => {
  expectTypeOf<Without<HandlerNeeds, "usable">>().not.toExtend<HandlerNeeds>();
  expectTypeOf<Without<HandlerNeeds, "provider">>().not.toExtend<HandlerNeeds>();
  expectTypeOf<Without<PrepareNeeds, "reviews">>().not.toExtend<PrepareNeeds>();
  expectTypeOf<object>().not.toExtend<HandlerNeeds>();
  expectTypeOf<object>().not.toExtend<PrepareNeeds>();
});

it("joins what several operations ask of the same need", () => {
  expectTypeOf<keyof HandlerNeeds["provider"]>().toEqualTypeOf<
    "verify" | "openCollection" | "readPolicy" | "writePolicy" | "createPolicy" | "pauseUntil"
  >();
  expectTypeOf<keyof HandlerNeeds["connections"]>().toEqualTypeOf<"find" | "findDefault" | "recordCheck">();
  expectTypeOf<keyof PrepareNeeds>().toEqualTypeOf<
    "connections" | "evidence" | "reviews" | "backupSets" | "restoreRuns"
  >();
});

it("lists no operation twice", () => {
  expect(new Set(operations.map(({ type }) => type)).size).toBe(operations.length);
});
