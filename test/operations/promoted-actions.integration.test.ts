import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { templateIdAt } from "../../local/provider/graph/device-management.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { scope } from "./operation-world.ts";
import { nameSource, source, sourceGroup, sourceTemplate, syncSource } from "./promotion-source.ts";
import { plannedInput } from "./recipes/planned.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

interface Notice {
  readonly template?: string;
  readonly copies?: readonly string[];
}

/** A compliance policy of the source that blocks a device, and notifies about it where a notice is given. */
const compliance = (id: string, { template, copies = [] }: Notice = {}) => ({
  "@odata.type": "#microsoft.graph.iosCompliancePolicy",
  ...{ id, displayName: `Lab ${id}`, passcodeRequired: true },
  scheduledActionsForRule: [
    {
      scheduledActionConfigurations: [
        { actionType: "block", gracePeriodHours: 4, notificationTemplateId: "00000000-0000-0000-0000-000000000000" },
        ...(template === undefined
          ? []
          : [
              {
                ...{ actionType: "notification", gracePeriodHours: 0 },
                ...{ notificationTemplateId: template, notificationMessageCCList: copies },
              },
            ]),
      ],
    },
  ],
});

const held = z.object({
  deviceCompliancePolicies: z.array(
    z.looseObject({ displayName: z.string(), scheduledActionsForRule: z.array(z.unknown()).optional() }),
  ),
});

/** A target beside a source whose groups and templates have names, with these policies. */
async function world(policies: readonly object[]) {
  const target = await restoreWorld();
  await nameSource(target);
  await syncSource(target, policies, "deviceCompliancePolicies");
  const from = { sourceEnvironmentId: source.environmentId };
  async function preview(input: object) {
    const result = await target.perform("promotion.execute", { ...from, dryRun: true, ...input });
    const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
    return (await target.needs.restoreRuns.listItems(scope, id)).map((item) => item.preview);
  }
  /** Reviews a promotion and executes it as it was reviewed. */
  const promote = async (input: object) => {
    const planned = { ...(await plannedInput(target, "promotion.execute", { ...from, ...input })) };
    return target.perform("promotion.execute", Object.fromEntries(Object.entries(planned).filter(isNoChoice)));
  };
  /** The actions of a policy at the provider, as text. */
  async function actionsOf(displayName: string): Promise<string> {
    const answer = await fetch(`${target.provider.origin}/_world`);
    const all = held.parse(await answer.json()).deviceCompliancePolicies;
    return JSON.stringify(all.find((policy) => policy.displayName === displayName)?.scheduledActionsForRule);
  }
  return { ...target, preview, promote, actionsOf };
}
const isNoChoice = ([name]: readonly [string, unknown]) => !name.endsWith("Map");

it("promotion writes actions with the templates and groups of the target", async () => {
  const notice = { template: sourceTemplate(0), copies: [sourceGroup(1)] };
  const { promote, preview, actionsOf } = await world([compliance("p1", notice)]);

  expect(await promote({ policyIds: ["p1"] })).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1 } });

  const actions = await actionsOf("Lab p1");
  for (const id of [templateIdAt(0), groupIdAt(1)]) expect(actions).toContain(id);
  for (const id of [sourceTemplate(0), sourceGroup(1)]) expect(actions).not.toContain(id);
  // Read in the terms of the target, nothing is left to promote.
  expect(await preview({ policyIds: ["p1"] })).toMatchObject([{ change: "unchanged" }]);
});

it("promotion names a template or copied group without a counterpart", async () => {
  const { preview } = await world([
    compliance("p1", { template: sourceTemplate(1) }),
    compliance("p2", { template: sourceTemplate(0), copies: [sourceGroup(3)] }),
    compliance("p3"),
  ]);

  expect(await preview({ policyIds: ["p1", "p2", "p3"] })).toMatchObject([
    { change: "manual_required", reason: "promotion.template_unmapped", missing: ["Only in the lab"] },
    { change: "manual_required", reason: "promotion.group_unmapped", missing: ["Only in the lab"] },
    { change: "create" },
  ]);
});

it("promotion takes the template and the group that a person chose", async () => {
  const notice = { template: sourceTemplate(1), copies: [sourceGroup(3)] };
  const { promote, actionsOf } = await world([compliance("p1", notice)]);
  const chosen = {
    templateMap: { [sourceTemplate(1)]: templateIdAt(1) },
    groupMap: { [sourceGroup(3)]: groupIdAt(7) },
  };

  expect(await promote({ policyIds: ["p1"], ...chosen })).toMatchObject({ outcome: "succeeded" });

  const actions = await actionsOf("Lab p1");
  expect([actions.includes(templateIdAt(1)), actions.includes(groupIdAt(7))]).toEqual([true, true]);
});

it("promotion names the permission that templates need", async () => {
  const { preview, grants, clock } = await world([compliance("p1", { template: sourceTemplate(0) })]);
  await grants({ without: ["DeviceManagementServiceConfig.Read.All"] });
  clock.advance(3600);

  expect(await preview({ policyIds: ["p1"] })).toMatchObject([
    { change: "manual_required", missingPermission: "DeviceManagementServiceConfig.Read.All" },
  ]);
});
