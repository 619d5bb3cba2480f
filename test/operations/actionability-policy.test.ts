import { expect, expectTypeOf, it } from "vitest";
import { actionabilityPolicyOf } from "../../shared/operations/actionability-policy.ts";
import type { ActionabilityPolicy, Operation } from "../../shared/operations/define-operation.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";

const policies: Record<ActionabilityPolicy, true> = {
  current_state: true,
  later_success: true,
  artifact_or_later_success: true,
  manual_review: true,
};

/** Types without a declared actionability policy. */
function withoutPolicy(declared: readonly { readonly type: string; readonly actionability?: unknown }[]): string[] {
  return declared
    .filter(({ actionability }) => typeof actionability !== "string" || !Object.hasOwn(policies, actionability))
    .map(({ type }) => type);
}

it("is there for every registered type", () => {
  expect(withoutPolicy(operations)).toEqual([]);
});

it("is reported when missing or invalid", () => {
  const declared = [{ type: "a.none" }, { type: "a.wrong", actionability: "toString" }, ...operations];

  expect(withoutPolicy(declared)).toEqual(["a.none", "a.wrong"]);
});

it("requires manual review for an undeclared type", () => {
  for (const type of ["no.such.type", "inventory_sync", "policy.SYNC", "", "toString", "__proto__", "constructor"]) {
    expect(actionabilityPolicyOf(findOperation(type))).toBe("manual_review");
  }
});

it("is each operation's own", () => {
  for (const operation of operations) {
    expect(actionabilityPolicyOf(findOperation(operation.type))).toBe(operation.actionability);
  }
});

type Declared = Operation<string, unknown, unknown, unknown, unknown>;
type Absent<Of> = { [Key in keyof Of]-?: object extends Pick<Of, Key> ? Key : never }[keyof Of];

it("is mandatory in a declaration, like every other field", () => {
  expectTypeOf<Absent<Declared>>().toEqualTypeOf<never>();
  type Started = Exclude<Declared["start"], "not_startable">;
  expectTypeOf<Absent<Started>>().toEqualTypeOf<"requires" | "mayAnswer">();
  expectTypeOf<Omit<Started, "settleRecords">>().not.toExtend<Started>();
  expectTypeOf<Omit<Declared, "actionability">>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "lifecycle">>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "reconcile">>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "start">>().not.toExtend<Declared>();
});

it("accepts only declared values, like the markers of absence", () => {
  expectTypeOf<Omit<Declared, "actionability"> & { actionability: "never" }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "lifecycle"> & { lifecycle: "none" }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "reconcile"> & { reconcile: "none" }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "start"> & { start: undefined }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "family"> & { family: "simulation" }>().not.toExtend<Declared>();
});
