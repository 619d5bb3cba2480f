import { expect, it } from "vitest";
import { isInstantField } from "../../console/src/environment/fields.ts";
import { recordSchemas } from "../../shared/contract/records.ts";

it("record page formats exactly the fields named as instants", () => {
  const fields = new Set(Object.values(recordSchemas).flatMap((schema) => Object.keys(schema.shape)));

  expect([...fields].filter(isInstantField).sort()).toEqual([
    "archivedAt",
    "capturedAt",
    "changedAt",
    "completedAt",
    "consentLastCheckedAt",
    "createdAt",
    "executedAt",
    "expiresAt",
    "failedAt",
    "firstSeenAt",
    "generatedAt",
    "heldAt",
    "lastHealthCheckAt",
    "lastSeenAt",
    "plannedAt",
    "publishedAt",
    "purgedAt",
    "readAt",
    "removedAt",
    "resolvedAt",
    "startedAt",
    "verifiedAt",
  ]);
  expect(isInstantField("displayName")).toBe(false);
});
