import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { findOperation, operations, registryOf } from "../../shared/operations/registry.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Names that other systems used for the same work; this one never wrote them. */
const historicalNames = [
  "inventory_sync",
  "baseline_capture",
  "baseline_compare",
  "entra_group_sync",
  "directory_groups.sync",
  "backup_schedule_run",
  "backup_schedule.run_now",
  "backup_schedule.retry",
  "backup_schedule.scheduled",
  "backup_set.add_policies",
  "backup_set.remove_policies",
];

describe("the registry", () => {
  it("is stateless: the same list can be registered twice", () => {
    const [one, other] = [registryOf(operations), registryOf(operations)];

    for (const operation of operations)
      expect([one(operation.type), other(operation.type)]).toEqual([operation, operation]);
  });

  it("rejects two operations with one code", () => {
    expect(() => registryOf([...operations, ...operations.slice(0, 1)])).toThrow(
      `Two operations are declared as ${operations[0]?.type}`,
    );
  });
});

describe("a stored type", () => {
  it("is canonical, because no other name was ever stored", () => {
    for (const { type } of operations) expect(canonicalTypeOf(type)).toBe(type);
  });

  it("that is unknown stays unchanged and resolves to no operation", () => {
    for (const type of [...historicalNames, "policy.SYNC", "no.such.type", ""]) {
      expect([canonicalTypeOf(type), findOperation(type)]).toEqual([type, undefined]);
    }
  });

  it("resolves only by its own name", () => {
    const known = new Map([["policy_sync", "policy.sync"]]);

    expect(canonicalTypeOf("policy_sync", known)).toBe("policy.sync");
    expect(canonicalTypeOf("policy_syncs", known)).toBe("policy_syncs");
  });
});

it("nothing in the product writes a historical name", () => {
  const files = ["shared", "functions", "infra", "local"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => path.join(root, folder, file)),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return historicalNames.filter((name) => text.includes(`"${name}"`)).map((name) => `${file} ${name}`);
  });

  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
