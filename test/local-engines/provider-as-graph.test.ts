import { expect, it } from "vitest";
import { askedProvider, bodyOf } from "./asked-provider.ts";

const list = "deviceCompliancePolicies";
const known = `${list}/fd6ec899-5f0c-5f1b-8721-e5ae5a35bd5f`;
const block = { actionType: "block", gracePeriodHours: 8 };
const rules = (...configurations: readonly object[]) => [{ scheduledActionConfigurations: configurations }];
const expanded = "$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)";

it.each([
  { query: "", shown: undefined },
  { query: "?$expand=assignments", shown: undefined },
  { query: "?$expand=scheduledActionsForRule", shown: [{ ruleName: null }] },
  {
    query: `?${expanded}`,
    shown: [{ ruleName: null, scheduledActionConfigurations: [expect.objectContaining({ actionType: "block" })] }],
  },
])("sample provider answers actions of $query as far as they are expanded", async ({ query, shown }) => {
  const { graph } = await askedProvider();

  expect(bodyOf(await graph("GET", `${known}${query}`)).scheduledActionsForRule).toEqual(shown);
});

it.each([
  { what: "no actions", given: {} },
  { what: "no action that blocks", given: { scheduledActionsForRule: rules({ actionType: "retire" }) } },
  { what: "two that block", given: { scheduledActionsForRule: rules(block, block) } },
])("sample provider refuses a compliance policy with $what", async ({ given }) => {
  const { graph } = await askedProvider();

  expect(await graph("POST", list, { displayName: "New", ...given })).toMatchObject({
    status: 400,
    body: { error: { message: "Compliance policy must have one and only one block scheduled action." } },
  });
});

it("sample provider changes actions only at their own request", async () => {
  const { graph } = await askedProvider();
  const before = bodyOf(await graph("GET", `${known}?${expanded}`)).scheduledActionsForRule;

  await graph("PATCH", known, { description: "new", scheduledActionsForRule: rules(block) });
  expect(bodyOf(await graph("GET", `${known}?${expanded}`)).scheduledActionsForRule).toEqual(before);

  const scheduled = { deviceComplianceScheduledActionForRules: rules(block) };
  expect(await graph("POST", `${known}/scheduleActionsForRules`, scheduled)).toEqual({ status: 204 });
  expect(bodyOf(await graph("GET", `${known}?${expanded}`)).scheduledActionsForRule).toMatchObject(rules(block));
});
