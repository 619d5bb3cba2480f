import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { capabilities } from "../../shared/access/capabilities.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { de } from "../../shared/presenter/locales/de.ts";
import { en } from "../../shared/presenter/locales/en.ts";
import { boundedContext } from "../../shared/run/context.ts";
import { correlationHashOf } from "../../shared/run/identity.ts";
import { laneTimings } from "../../shared/run/lanes.ts";
import { inventory } from "./expected-types.ts";

const folder = path.resolve(import.meta.dirname, "../../shared/operations");
/** An operation's code has segments; the last one of a file may name a part of it. */
const operationFiles = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => path.basename(file).replace(/\.ts$/, ""))
  .filter((name) => name.includes(".") && !/\.(?:input|start|work|proof)$/.test(name));
const startable = operations.filter((operation) => operation.start !== "not_startable");
const covered = operations.flatMap(({ type, lane, lifecycle }) =>
  lifecycle === "uncovered" ? [] : [{ type, lane, lifecycle }],
);

it("operation registry contains every operation file under its name and nothing else", () => {
  expect(operations.map(({ type }) => type).sort()).toEqual(operationFiles.sort());
});

it("operation registry finds every operation by its own code only", () => {
  for (const operation of operations) expect(findOperation(operation.type)).toBe(operation);
  for (const code of ["", "policy.Sync", "policy_sync", "toString", "__proto__", "tenant.review.compose"]) {
    expect(findOperation(code)).toBeUndefined();
  }
});

it("inventory has all 40 types, each once", () => {
  expect(new Set(inventory.map(({ type }) => type)).size).toBe(40);
});

it.each(inventory)("$type matches its inventory entry", ({ type, isCovered, ...expected }) => {
  const operation = findOperation(type);

  expect(operation).toMatchObject(expected);
  expect(operation?.lifecycle === "uncovered").toBe(!isCovered);
});

it.each(operations)("$type has a canonical code", ({ type }) => {
  expect(type).toMatch(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/);
});

it.each([
  { locale: "en", words: en },
  { locale: "de", words: de },
])("every operation has a label in $locale", ({ words }) => {
  expect(Object.keys(words.operations).sort()).toEqual(operations.map(({ type }) => type).sort());
});

it.each(startable)("$type is covered when startable, and of an environment unless the platform starts it", (one) => {
  expect(one.lifecycle).not.toBe("uncovered");
  const isOfWorkspace = one.capability === "system_only" || one.type === "operations.wave";
  expect(one.ownership).toBe(isOfWorkspace ? "workspace" : "environment");
});

it.each(operations)("$type requires a capability, or only the platform starts it", ({ capability }) => {
  if (capability !== "system_only") expect(capabilities).toContain(capability);
});

it.each(covered)("$type is never closed while its message may still be delivered", ({ lane, lifecycle }) => {
  const { visibilitySeconds, receives, redeliveryMarginSeconds, handlerBudgetSeconds } = laneTimings[lane];
  expect(lifecycle.runningStaleAfterSeconds).toBeGreaterThan(
    receives * visibilitySeconds + redeliveryMarginSeconds - 1,
  );
  expect(lifecycle.expectedMaxRuntimeSeconds).toBeLessThanOrEqual(handlerBudgetSeconds);
  expect(lifecycle.closeQueuedAfterSeconds).toBeGreaterThan(lifecycle.queuedStaleAfterSeconds);
});

it.each(startable)("$type rejects unknown input fields and describes its input as JSON schema", ({ input }) => {
  expect(input.safeParse({ unknown: true }).success).toBe(false);
  const schema = z.toJSONSchema(input);
  expect(schema).toMatchObject({ type: "object", additionalProperties: false });
  // What nothing can stand in for is said in the schema; everything else may be left out.
  expect(input.safeParse({}).success).toBe((schema.required ?? []).length === 0);
});

it.each(operations)("$type correlates exactly when all its keys are present", ({ correlationKeys }) => {
  const context = Object.fromEntries(correlationKeys.map((key) => [key, `some ${key}`]));

  expect(correlationHashOf(correlationKeys, context)).toMatch(/^[\w-]{22}$/);
  for (const key of correlationKeys) {
    expect(correlationHashOf(correlationKeys, { ...context, [key]: undefined })).toBeUndefined();
  }
});

it.each(operations)("the correlation keys of $type fit into a run context", ({ correlationKeys }) => {
  const context = Object.fromEntries(correlationKeys.map((key) => [key, "some id"]));

  expect(boundedContext(context)).toEqual(context);
  for (const key of correlationKeys) expect(key).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
});

/** Says aloud what the operations say they are without. */
afterAll(() => {
  const typesOf = (isOne: (operation: (typeof operations)[number]) => boolean) =>
    operations
      .filter(isOne)
      .map(({ type }) => type)
      .sort();
  const without = {
    uncovered: typesOf(({ lifecycle }) => lifecycle === "uncovered"),
    unsupported: typesOf(({ reconcile }) => reconcile === "unsupported"),
    not_startable: typesOf(({ start }) => start === "not_startable"),
  };
  mkdirSync("reports", { recursive: true });
  writeFileSync(
    "reports/operations.json",
    `${JSON.stringify({ operations: operations.length, ...without }, undefined, 2)}\n`,
  );
});
