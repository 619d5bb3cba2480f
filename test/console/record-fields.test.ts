import { expect, it } from "vitest";
import { isInstantField } from "../../console/src/environment/fields.ts";
import { recordSchemas } from "../../shared/contract/records.ts";

it("every instant of a record is told by its name, and no other field is", () => {
  const fields = new Set(Object.values(recordSchemas).flatMap((schema) => Object.keys(schema.shape)));

  expect([...fields].filter(isInstantField).sort()).toEqual([
    "changedAt",
    "completedAt",
    "consentLastCheckedAt",
    "createdAt",
    "expiresAt",
    "firstSeenAt",
    "generatedAt",
    "lastHealthCheckAt",
    "lastSeenAt",
    "publishedAt",
    "removedAt",
    "startedAt",
  ]);
  expect(isInstantField("displayName")).toBe(false);
});
