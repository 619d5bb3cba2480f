import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createFindDenial } from "../../../functions/worker/execution-legitimacy.ts";
import { createAccess } from "../../../shared/access/access-store.ts";
import { environmentItem, type Membership, membershipItem, workspaceItem } from "../../../shared/access/items.ts";
import type { OtherRight } from "../../../shared/operations/define-operation.ts";
import { systemInitiator } from "../../../shared/run/run.ts";
import type { World } from "../../ledger/world.ts";
import { eventOf, lambdaContext, recordOf } from "../sqs-records.ts";
import { aDelivery } from "./delivered-run.ts";

const manager: Membership = { role: "manager", environments: "all" };
const restore = { risk: "destructive", capability: "tenant.restore.execute" } as const;

async function write(world: World, membership: Membership | undefined, user = "operator"): Promise<void> {
  const items = [
    workspaceItem("acme", { name: "Acme" }),
    environmentItem("acme", "acme-prod", { name: "Production" }),
    ...(membership === undefined ? [] : [membershipItem("acme", user, membership)]),
  ];
  for (const Item of items) await world.table.client.send(new PutCommand({ TableName: world.table.tableName, Item }));
}

/** A delivered run of destructive work that its initiator, "operator", started; `times` says how often it was done. */
async function aDangerousDelivery(membership: Membership | undefined, alsoNeeds?: () => readonly OtherRight[]) {
  let times = 0;
  const delivery = await aDelivery(
    async () => {
      times += 1;
      return { kind: "ended", outcome: "succeeded" };
    },
    { ...restore, ...(alsoNeeds && { alsoNeeds }) },
  );
  await write(delivery.world, membership);
  return {
    ...delivery,
    times: () => times,
    deliver: () => delivery.worker(eventOf(recordOf(delivery.body)), lambdaContext()),
    stored: () => delivery.world.queries.getRun(delivery.run.id),
  };
}

it.each([
  {
    who: "a former member",
    membership: { ...manager, removedAt: "2026-03-01T00:00:00.000Z" },
    reasonCode: "initiator_not_entitled",
  },
  { who: "an unknown user", membership: undefined, reasonCode: "initiator_not_entitled" },
  {
    who: "a member of other environments",
    membership: { ...manager, environments: ["acme-lab"] },
    reasonCode: "initiator_not_entitled",
  },
  {
    who: "a member who may only read by now",
    membership: { ...manager, role: "readonly" as const },
    reasonCode: "missing_capability",
  },
])("a worker blocks destructive work of $who", async ({ membership, reasonCode }) => {
  const { deliver, stored, times } = await aDangerousDelivery(membership);

  expect(await deliver()).toEqual({ batchItemFailures: [] });

  expect(times()).toBe(0);
  expect(await stored()).toMatchObject({
    status: "completed",
    outcome: "blocked",
    endedBy: { source: "worker", reasonCode },
    failures: [{ code: reasonCode }],
  });
});

it("a worker runs the work of an initiator who is still entitled", async () => {
  const { deliver, stored, times } = await aDangerousDelivery(manager);

  await deliver();

  expect(times()).toBe(1);
  expect(await stored()).toMatchObject({ outcome: "succeeded" });
});

it.each([
  { environments: "all" as const, executed: 1, reasonCode: undefined },
  { environments: ["acme-prod"], executed: 0, reasonCode: "initiator_not_entitled" },
])("a worker runs work on another environment for its members only ($environments)", async (row) => {
  const { environments, executed, reasonCode } = row;
  const delivery = await aDangerousDelivery({ ...manager, environments }, () => [
    { path: "source", environmentId: "acme-lab", capability: "tenant.policies.view" },
  ]);
  const lab = environmentItem("acme", "acme-lab", { name: "Lab" });
  await delivery.world.table.client.send(new PutCommand({ TableName: delivery.world.table.tableName, Item: lab }));

  await delivery.deliver();

  expect(delivery.times()).toBe(executed);
  expect(await delivery.stored()).toMatchObject(
    reasonCode === undefined ? { outcome: "succeeded" } : { outcome: "blocked", endedBy: { reasonCode } },
  );
});

it("a worker checks no entitlement for reads, artifacts and the platform's own runs", async () => {
  const { world, run } = await aDelivery(async () => ({ kind: "ended", outcome: "succeeded" }));
  const findDenial = createFindDenial(createAccess(world.table));
  const system = { ...run, initiator: systemInitiator };

  expect(await findDenial(run, { ...restore, risk: "read" })).toBeUndefined();
  expect(await findDenial(run, { ...restore, risk: "artifact" })).toBeUndefined();
  expect(await findDenial(system, restore)).toBeUndefined();
  expect(await findDenial(run, { ...restore, risk: "mutation" })).toMatchObject({
    reasonCode: "initiator_not_entitled",
  });
  expect(await findDenial({ ...run, initiator: { id: "", name: "" } }, restore)).toMatchObject({
    reasonCode: "initiator_missing",
  });
});
