import { expect, expectTypeOf, it } from "vitest";
import { actionabilityPolicyOf } from "../../shared/operations/actionability-policy.ts";
import type { ActionabilityPolicy, Operation } from "../../shared/operations/define-operation.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";

const policies: Record<ActionabilityPolicy, true> = {
  current_state: true,
  later_success: true,
  artifact_or_later_success: true,
  manual_review: true,
  by_parts: true,
};

/** Types without a declared actionability policy. */
function withoutPolicy(declared: readonly { readonly type: string; readonly actionability?: unknown }[]): string[] {
  return declared
    .filter(({ actionability }) => typeof actionability !== "string" || !Object.hasOwn(policies, actionability))
    .map(({ type }) => type);
}

it("every registered type declares an actionability policy", () => {
  expect(withoutPolicy(operations)).toEqual([]);
});

it("actionability policy is reported when missing or invalid", () => {
  const declared = [{ type: "a.none" }, { type: "a.wrong", actionability: "toString" }, ...operations];

  expect(withoutPolicy(declared)).toEqual(["a.none", "a.wrong"]);
});

it("undeclared type requires manual review", () => {
  for (const type of ["no.such.type", "inventory_sync", "policy.SYNC", "", "toString", "__proto__", "constructor"]) {
    expect(actionabilityPolicyOf(findOperation(type))).toBe("manual_review");
  }
});

it("each operation declares its own actionability policy", () => {
  for (const operation of operations) {
    expect(actionabilityPolicyOf(findOperation(operation.type))).toBe(operation.actionability);
  }
});

type Declared = Operation<string, unknown, unknown, unknown, unknown>;
type Absent<Of> = { [Key in keyof Of]-?: object extends Pick<Of, Key> ? Key : never }[keyof Of];

it("actionability policy is mandatory in a declaration, like every other field", () => {
  expectTypeOf<Absent<Declared>>().toEqualTypeOf<never>();
  type Started = Exclude<Declared["start"], "not_startable">;
  expectTypeOf<Absent<Started>>().toEqualTypeOf<
    "requires" | "lacks" | "alsoNeeds" | "execution" | "writes" | "calls" | "mayAnswer" | "recurs" | "steps"
  >();
  expectTypeOf<Omit<Started, "settleRecords">>().not.toExtend<Started>();
  expectTypeOf<Omit<Declared, "actionability">>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "lifecycle">>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "reconcile">>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "start">>().not.toExtend<Declared>();
});

it("actionability policy accepts only declared values", () => {
  expectTypeOf<Omit<Declared, "actionability"> & { actionability: "never" }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "lifecycle"> & { lifecycle: "none" }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "reconcile"> & { reconcile: "none" }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "start"> & { start: undefined }>().not.toExtend<Declared>();
  expectTypeOf<Omit<Declared, "family"> & { family: "simulation" }>().not.toExtend<Declared>();
});
