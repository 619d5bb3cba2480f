import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import type { AuditEntry } from "../../shared/run/audit-entry.ts";
import { createEngineTable } from "../support/table.ts";

const entry: AuditEntry = {
  id: "one",
  workspaceId: "acme",
  environmentId: null,
  actor: { type: "human", id: "operator", label: "operator" },
  action: "operation_run.reconcile_requested",
  resourceType: "operation_run",
  resourceId: "run",
  outcome: "info",
  metadata: {},
  recordedAt: "2026-03-01T10:00:00.000Z",
};

it("an audit entry expires after its retention, which a repeated write does not extend", async () => {
  const table = await createEngineTable();
  await createAuditRecorder({ ...table, retentionDays: 30 }).record(entry);
  await createAuditRecorder({ ...table, retentionDays: 365 }).record(entry);

  const key = { pk: "WS#acme", sk: "AUDIT#2026-03-01T10:00:00.000Z#one" };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key: key }));

  expect(Item).toMatchObject({ expiresAt: Date.parse("2026-03-31T10:00:00.000Z") / 1000, record: entry });
});
