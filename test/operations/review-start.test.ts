import { expect, it } from "vitest";
import { prepare } from "../../shared/operations/reviews/environment.review.compose.start.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const reviews = { findUsable: async () => undefined };
const messageOf = async (
  input: { evidenceSnapshotId?: string },
  active: { id: string; fingerprint: string } | undefined,
) => {
  const prepared = await prepare({ input, scope }, { evidence: { findActive: async () => active }, reviews });
  return prepared.kind === "refuse" ? prepared.errors[0]?.message : prepared.kind;
};

it("a review start advises omitting the snapshot only when one was given", async () => {
  const active = { id: "active", fingerprint: "f1" };

  expect(await messageOf({ evidenceSnapshotId: "other" }, active)).toMatch(/leave the field out/);
  expect(await messageOf({ evidenceSnapshotId: "active" }, active)).toBe("start");
  expect(await messageOf({}, active)).toBe("start");
  expect(await messageOf({}, undefined)).toMatch(/generate one first/);
  expect(await messageOf({ evidenceSnapshotId: "other" }, undefined)).toMatch(/generate one first/);
});
