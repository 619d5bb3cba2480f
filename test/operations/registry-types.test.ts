import { expect, expectTypeOf, it } from "vitest";
import { type HandlerDependencies, operations, type PrepareDependencies } from "../../shared/operations/registry.ts";

/** What the operations together need, by name. Removing one from a supplier must not compile. */
type Without<Needs, Name extends keyof Needs> = Omit<Needs, Name>;

it("dependency types reject an object with a missing dependency", () => {
  expectTypeOf<Without<HandlerDependencies, "usable">>().not.toExtend<HandlerDependencies>();
  expectTypeOf<Without<HandlerDependencies, "provider">>().not.toExtend<HandlerDependencies>();
  expectTypeOf<Without<PrepareDependencies, "reviews">>().not.toExtend<PrepareDependencies>();
  expectTypeOf<object>().not.toExtend<HandlerDependencies>();
  expectTypeOf<object>().not.toExtend<PrepareDependencies>();
});

it("dependency types combine what several operations require of one dependency", () => {
  expectTypeOf<keyof HandlerDependencies["provider"]>().toEqualTypeOf<
    | "verify"
    | "openCollection"
    | "readPolicy"
    | "writePolicy"
    | "createPolicy"
    | "readAssigned"
    | "scheduleActions"
    | "assignPolicy"
    | "deletePolicy"
    | "pauseUntil"
    | "readGraph"
    | "readTokenRoles"
  >();
  expectTypeOf<keyof HandlerDependencies["connections"]>().toEqualTypeOf<"find" | "findDefault" | "recordCheck">();
  expectTypeOf<keyof PrepareDependencies>().toEqualTypeOf<
    | "archive"
    | "backupSchedules"
    | "backupSets"
    | "baselineProfiles"
    | "baselineSnapshots"
    | "clock"
    | "connections"
    | "environments"
    | "evidence"
    | "plans"
    | "policies"
    | "policyExports"
    | "restoreRuns"
    | "reviewPacks"
    | "reviews"
    | "versionArchive"
  >();
});

it("operation registry lists no operation twice", () => {
  expect(new Set(operations.map(({ type }) => type)).size).toBe(operations.length);
});
