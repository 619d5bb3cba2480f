import { expect, it } from "vitest";
import { createHandlerDependencies } from "../../../functions/worker/handler-dependencies.ts";
import { createPerform } from "../../../functions/worker/perform.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import type { Work, WorkResult } from "../../../shared/operations/define-operation.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { eventOf, lambdaContext, recordOf } from "../sqs-records.ts";
import { operationThat } from "./delivered-run.ts";

const succeeded: WorkResult = { kind: "ended", outcome: "succeeded", summaryCounts: {} };

/** Performs a run without an environment, of an operation that its workspace or an environment owns. */
async function performed(ownership: "workspace" | "environment") {
  const world = await createInProcessWorld();
  const run = await world.aRun({ environmentId: null });
  const scopes: Work<unknown>["scope"][] = [];
  const operation = operationThat(async ({ scope }) => {
    scopes.push(scope);
    return succeeded;
  });
  const needs = { ...world, deployment: "test", allowedOrigins: [], readSecret: async () => "" };
  const perform = createPerform({
    ...world,
    queries: createRunQueries(world),
    needs: { ...createHandlerDependencies(needs), findDenial: async () => undefined },
  });
  const [record] = eventOf(recordOf("{}")).Records;
  if (record === undefined) throw new Error("there is no record");
  const result = perform({ record, claimed: { run, operation: { ...operation, ownership } } }, lambdaContext());
  return { result, scopes };
}

it("worker gives a workspace-owned run a scope that is no environment", async () => {
  const { result, scopes } = await performed("workspace");

  expect(await result).toEqual(succeeded);
  expect(scopes).toEqual([{ workspaceId: "acme", environmentId: "-" }]);
});

it("worker refuses a run without an environment when its operation needs one", async () => {
  const { result, scopes } = await performed("environment");

  await expect(result).rejects.toThrow("needs an environment");
  expect(scopes).toEqual([]);
});
