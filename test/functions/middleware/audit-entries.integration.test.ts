import { expect, it } from "vitest";
import { createAuditEntries } from "../../../functions/middleware/audit-entries.ts";
import { createAuditRecorder } from "../../../shared/records/audit.ts";
import { connection, createWorld } from "../world.ts";

const path = "/api/workspaces/acme/audit";

it.each([
  { risk: "read", entries: 0 },
  { risk: "artifact", entries: 0 },
  { risk: "mutation", entries: 1 },
  { risk: "destructive", entries: 1 },
] as const)("a start of $risk risk adds $entries entries across retries", async ({ risk, entries }) => {
  const world = await createWorld();
  const { started } = createAuditEntries({ ...world, audit: createAuditRecorder({ ...world, retentionDays: 90 }) });
  const run = await world.aRun();
  await started(run, risk);
  world.clock.advance(60);
  await started(run, risk);

  const { body } = await world.call({ path, as: "owner" });

  expect(body.items).toHaveLength(entries);
  for (const entry of body.items) {
    expect(entry).toMatchObject({
      action: "operation_run.started",
      actor: { type: "human", id: "operator" },
      outcome: "info",
      resourceId: run.id,
      metadata: { risk },
      recordedAt: run.createdAt,
    });
  }
});

it("a provider connection is audited without its addresses and secret name", async () => {
  const world = await createWorld();
  await world.call({
    method: "PUT",
    path: "/api/workspaces/acme/environments/acme-prod/records/provider-connections/main",
    body: connection,
    as: "manager",
  });

  const { body, text } = await world.call({ path, as: "owner" });

  expect(body.items).toMatchObject([
    { action: "provider_connection.written", actor: { id: "manager" }, outcome: "success", resourceId: "main" },
  ]);
  expect(text).not.toMatch(/https:|secret|token/i);
});
