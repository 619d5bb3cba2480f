import { afterEach, expect, it } from "vitest";
import { plannedInput } from "./recipes/planned.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const custom = {
  "@odata.type": "#microsoft.graph.windows10CustomConfiguration",
  displayName: "Default applications",
  omaSettings: [
    { "@odata.type": "#microsoft.graph.omaSettingInteger", displayName: "One", omaUri: "./Vendor/MSFT/One", value: 1 },
  ],
};
const collection = "deviceConfigurations";
const refusal = { status: 403, body: { error: { code: "Forbidden", message: "An error has occurred." } }, times: 99 };

/** A backup of two policies, of which one holds custom settings, and both were changed or deleted since. */
async function world(isDeleted: boolean) {
  const held = await restoreWorld();
  const other = held.five.find((place) => place.collection === collection);
  const created = await held.atProvider("POST", { collection, policyId: "" }, custom);
  if (created === undefined || other === undefined) throw new Error("the world has too few policies");
  await held.perform("policy.sync");
  const one = { collection, policyId: created.id };
  const policyIds = [one, other].map(({ policyId }) => policyId);
  const taken = await held.perform("backup_set.update", { policyIds });
  const backupSetId = taken.kind === "ended" ? taken.related?.id : undefined;
  if (isDeleted) await held.atProvider("DELETE", one);
  else await held.atProvider("PATCH", one, { description: "changed" });
  await held.atProvider("PATCH", other, { description: "changed" });
  const input = await plannedInput(held, "restore.execute", { backupSetId });
  return { ...held, one, restored: () => held.perform("restore.execute", { ...input }) };
}

it.each([
  { what: "an update", isDeleted: false, match: "PATCH /beta/deviceManagement/deviceConfigurations" },
  { what: "a creation", isDeleted: true, match: "POST /beta/deviceManagement/deviceConfigurations" },
])("restore names custom settings whose write as $what is refused to applications", async ({ isDeleted, match }) => {
  const { fault, one, restored } = await world(isDeleted);
  await fault({ ...refusal, match: isDeleted ? match : `${match}/${one.policyId}` });

  const result = await restored();

  // The other policy is restored: the refusal says nothing about it.
  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    summaryCounts: { total: 2, succeeded: 1, failed: 1 },
    failures: expect.arrayContaining([
      expect.objectContaining({
        code: "restore.custom_settings_refused",
        about: expect.objectContaining({ id: one.policyId, name: custom.displayName }),
      }),
    ]),
  });
});
