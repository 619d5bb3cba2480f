import { expect, it } from "vitest";
import { createAttackWorld } from "../../security/attack-world.ts";

const workspace = "/api/workspaces/acme";

it("nothing is offered in an archived environment that would be refused", async () => {
  const world = await createAttackWorld();
  const plan = world
    .items()
    .find(({ pk, record }) => pk === "REC#acme#acme-prod#plans" && !("approvalRequestedAt" in Object(record)));
  const schedule = world
    .items()
    .find(({ pk, sk, record }) => pk === "WS#acme" && /^SCHEDULE#/.test(String(sk)) && Object(record).environmentId);
  const environmentId = String(Object(schedule?.record).environmentId);
  const schedulePath = `${workspace}/schedules/${String(schedule?.sk).slice("SCHEDULE#".length)}`;
  const offers = async () => {
    const { body: planned } = await world.call({ path: `${workspace}/plans/${plan?.sk}`, as: "owner" });
    const { body: scheduled } = await world.call({ path: schedulePath, as: "owner" });
    return { mayRequest: planned.mayRequest, isStartable: scheduled.isStartable };
  };
  expect(await offers()).toEqual({ mayRequest: true, isStartable: true });

  for (const id of new Set(["acme-prod", environmentId]))
    await world.call({ method: "POST", path: `${workspace}/environments/${id}/archive`, as: "owner" });

  expect(await offers()).toEqual({ mayRequest: false, isStartable: false });
  const run = await world.call({ method: "POST", path: `${schedulePath}/run`, as: "owner" });
  expect([run.status, run.body.code]).toEqual([409, "environment_archived"]);
});
