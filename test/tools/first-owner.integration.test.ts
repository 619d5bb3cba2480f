import { expect, it } from "vitest";
import { createAccess } from "../../shared/access/access-store.ts";
import { createFirstOwner, type FirstOwner } from "../../tools/first-owner.ts";
import { createEngineTable } from "../support/table.ts";

const acme: FirstOwner = {
  workspace: { id: "acme", name: "Acme" },
  environments: [
    { id: "acme-prod", name: "Production" },
    { id: "acme-lab", name: "Lab" },
  ],
  owner: "first-subject",
  isPlatform: false,
};

it("the first owner has access to the workspace and every capability there", async () => {
  const table = await createEngineTable();
  const access = createAccess(table);

  expect(await createFirstOwner(table, { ...acme, isPlatform: true })).toEqual({ outcome: "made" });
  const { members, platform } = await access.findStanding("first-subject");
  const [member] = members;

  expect(members.map(({ workspace }) => workspace)).toEqual([{ id: "acme", name: "Acme" }]);
  expect(member?.can("tenant.members.manage")).toBe(true);
  expect(member && (await access.listEnvironments(member))).toEqual([acme.environments[1], acme.environments[0]]);
  expect(platform).toContain("platform.operations.manage");
});

it("an existing workspace is rejected, nothing is written and existing items are named", async () => {
  const table = await createEngineTable();
  await createFirstOwner(table, acme);

  const second = await createFirstOwner(table, {
    ...acme,
    environments: [{ id: "acme-new", name: "New" }],
    owner: "another-owner",
  });

  expect(second).toEqual({ outcome: "refused", existing: ["the workspace acme", "acme among the workspaces"] });
  expect(await createAccess(table).findStanding("another-owner")).toEqual({ members: [], platform: undefined });
  expect(await createAccess(table).findEnvironmentNames("acme", ["acme-new"])).toEqual(new Map());
});

it.each([
  { wrong: { workspace: { id: "Acme#1", name: "Acme" } } },
  { wrong: { owner: "" } },
  { wrong: { environments: [{ id: "prod", name: "" }] } },
])("invalid input is rejected before anything is written: %j", async ({ wrong }) => {
  const table = await createEngineTable();

  await expect(createFirstOwner(table, { ...acme, ...wrong })).rejects.toThrow();
  expect(await createAccess(table).findStanding(acme.owner)).toEqual({ members: [], platform: undefined });
});
