import { expect, it } from "vitest";
import { createAccess } from "../../shared/access/access-store.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { createCanaryWorkspace } from "../../tools/canary-workspace.ts";
import { createEngineTable } from "../support/table.ts";

const scope = { workspaceId: "canary", environmentId: "canary" };

it("the canary's client is a member of the canary's workspace only", async () => {
  const target = { ...(await createEngineTable()), clock: systemClock };

  expect(await createCanaryWorkspace(target, "canary-client")).toEqual({ outcome: "made" });

  const { members, platform } = await createAccess(target).findStanding("canary-client");
  expect(members.map(({ workspace }) => workspace.id)).toEqual(["canary"]);
  expect(members[0]?.can("environment_review.manage")).toBe(true);
  expect(platform).toBeUndefined();
  const { policies } = await createPolicies(target).readCurrent(scope);
  expect(policies).toMatchObject([{ policyId: "canary", platform: "windows" }]);
});

it("the canary's workspace keeps one policy when its setup is repeated", async () => {
  const target = { ...(await createEngineTable()), clock: systemClock };
  await createCanaryWorkspace(target, "canary-client");

  expect(await createCanaryWorkspace(target, "canary-client")).toMatchObject({
    outcome: "refused",
    existing: expect.arrayContaining(["the workspace canary"]),
  });
  expect((await createPolicies(target).readCurrent(scope)).policies).toHaveLength(1);
});
