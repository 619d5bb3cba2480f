import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stopRestoreWorlds } from "../../operations/restore-world.ts";
import { type ApprovalWorld, approvalWorld, hour, note } from "./approval-world.ts";

let world: ApprovalWorld;
beforeAll(async () => {
  world = await approvalWorld();
});
afterAll(stopRestoreWorlds);

/** A requested plan. */
async function requested(as = "manager") {
  const plan = await world.plan(as);
  expect(await world.request(plan.id, as)).toMatchObject({ status: 200, body: { state: "requested" } });
  return plan;
}
/** An approved plan. */
async function approved(as = "manager") {
  const plan = await requested(as);
  expect(await world.approve(plan.id, plan.digest)).toMatchObject({ status: 200, body: { state: "approved" } });
  return plan;
}
const refusal = (status: number, code: string) => ({ status, body: { code } });
const untouched = async () => expect(new Set(await world.descriptions()).size).toBe(1);

it("restore over the threshold is executed once, after another person approved it", async () => {
  const { id, digest, input } = await world.plan();
  const href = `/api/workspaces/acme/plans/${id}`;
  expect(await world.start(input)).toMatchObject({
    status: 409,
    body: { code: "approval_required", plan: { id, href } },
  });
  expect(await world.request(id)).toMatchObject({ status: 200, body: { blast: { updates: 5 }, request: { note } } });
  expect(await world.start(input)).toMatchObject(refusal(409, "approval_required"));
  expect((await world.plans("owner")).body).toMatchObject({
    waiting: { atLeast: false },
    items: expect.arrayContaining([expect.objectContaining({ id, mayDecide: true })]),
  });

  expect(await world.approve(id, digest)).toMatchObject({
    body: { state: "approved", decision: { by: { id: "owner" } } },
  });
  const started = await world.start(input);

  expect(started.status).toBe(202);
  expect(await world.work(started.body.run.id)).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { succeeded: 5 },
  });
  expect((await world.plans("owner", id)).body).toMatchObject({
    state: "executed",
    executedByRunId: started.body.run.id,
  });
  expect((await world.plans("owner")).body.items).not.toContainEqual(expect.objectContaining({ id }));
  const { body } = await world.call("GET", "/api/workspaces/acme/audit", "owner");
  expect(body.items).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ action: "plan.approved", resourceId: id, note }),
      expect.objectContaining({ action: "plan.approval_requested", resourceId: id, note }),
    ]),
  );
});

it("requester cannot approve with another token", async () => {
  const { id, digest } = await requested();

  expect(await world.approve(id, digest, "manager")).toMatchObject(refusal(403, "same_person"));
  expect((await world.plans("manager", id)).body).toMatchObject({ state: "requested", mayDecide: false });
});

it("second account of the requester cannot approve", async () => {
  const { id, digest } = await requested();

  expect(await world.approve(id, digest, "manager-admin")).toMatchObject(refusal(403, "same_person"));
});

it("owner of the requesting client cannot approve, also once the client has another owner", async () => {
  const { id, digest } = await requested("bot");
  expect(await world.approve(id, digest, "manager")).toMatchObject(refusal(403, "same_person"));
  await world.writeMember("bot", { role: "manager", environments: "all", ownerId: "manager-2" });

  expect(await world.approve(id, digest, "manager")).toMatchObject(refusal(403, "same_person"));

  await world.writeMember("bot", { role: "manager", environments: "all", ownerId: "manager" });
});

it("client approves no plan of another requester", async () => {
  const { id, digest } = await requested("manager-2");

  expect(await world.approve(id, digest, "bot")).toMatchObject(refusal(403, "same_person"));
});

it("replayed approval does not take back a refusal", async () => {
  const { id, digest, input } = await approved();
  expect(await world.refuse(id, digest, "manager-2")).toMatchObject({ status: 200, body: { state: "refused" } });

  expect(await world.approve(id, digest)).toMatchObject(refusal(409, "action_not_available"));
  expect(await world.start(input)).toMatchObject(refusal(409, "approval_required"));
});

it("decision about one plan is not one about its successor", async () => {
  const first = await approved();
  const second = await requested();

  expect(await world.approve(second.id, first.digest)).toMatchObject(refusal(409, "plan_changed"));
  expect(await world.start(second.input)).toMatchObject(refusal(409, "approval_required"));
});

it("item that changed after the approval stops the run before any write", async () => {
  const { id, input } = await approved();
  const [first] = world.five;
  if (first === undefined) throw new Error("no policy");
  await world.atProvider("PATCH", first, { description: "changed by another administrator meanwhile" });
  const before = await world.descriptions();

  const started = await world.start(input);

  expect(await world.work(started.body.run.id)).toMatchObject({
    outcome: "blocked",
    reasonCode: "plan.world_moved",
    failures: expect.arrayContaining([
      expect.objectContaining({ about: expect.objectContaining({ id: first.policyId }) }),
    ]),
  });
  expect(await world.descriptions()).toEqual(before);
  expect((await world.plans("owner", id)).body).toMatchObject({ state: "world_moved", mayRequest: false });
  // A later attempt ends the run the same way.
  expect(await world.work(started.body.run.id, 2)).toMatchObject({
    outcome: "blocked",
    reasonCode: "plan.world_moved",
  });
});

it("redelivery writes nothing after a crash while recording a changed item", async () => {
  const { input } = await approved();
  const [first] = world.five;
  if (first === undefined) throw new Error("no policy");
  await world.atProvider("PATCH", first, { description: "changed once more by another administrator" });
  const before = await world.descriptions();
  const started = await world.start(input);
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (JSON.stringify(args.input).includes("#record.#result =")) throw new Error("the attempt died here");
      return answer;
    },
    { step: "initialize", name: "die" },
  );
  await expect(world.work(started.body.run.id)).rejects.toThrow("the attempt died here");
  world.client.middlewareStack.remove("die");

  const result = await world.work(started.body.run.id, 2);

  expect(await world.descriptions()).toEqual(before);
  expect(result).toMatchObject({
    outcome: "blocked",
    reasonCode: "plan.world_moved",
    failures: expect.arrayContaining([
      expect.objectContaining({ about: expect.objectContaining({ id: first.policyId }) }),
    ]),
  });
});

it("removed approver takes the approval away until the run", async () => {
  const { id, digest, input } = await requested();
  await world.approve(id, digest, "manager-2");
  const started = await world.start(input);
  await world.call("DELETE", "/api/workspaces/acme/members/manager-2", "owner");

  const result = await world.work(started.body.run.id);

  await world.writeMember("manager-2", { role: "manager", environments: "all" });
  expect(result).toMatchObject({ outcome: "blocked", reasonCode: "plan.approval_lapsed" });
  expect((await world.plans("owner", id)).body).toMatchObject({
    ...{ state: "lapsed", executedByRunId: started.body.run.id },
    headline: expect.stringContaining("no longer has the right"),
  });
  // The right of the approver is back, but a later attempt repeats the end that is stored.
  expect(await world.work(started.body.run.id, 2)).toEqual(result);
  await untouched();
});

it("removed requester takes the approval away until the run", async () => {
  const plan = await approved("manager-2");
  await world.call("DELETE", "/api/workspaces/acme/members/manager-2", "owner");

  const started = await world.start(plan.input);
  const result = await world.work(started.body.run.id);

  await world.writeMember("manager-2", { role: "manager", environments: "all" });
  expect(result).toMatchObject({ outcome: "blocked", reasonCode: "plan.approval_lapsed" });
  await untouched();
});

it("approver who turns out to be the requester takes the approval away", async () => {
  const rights = { role: "manager", environments: "all" };
  const { id, digest, input } = await requested();
  await world.approve(id, digest, "manager-2");
  await world.writeMember("manager-2", { ...rights, ownerId: "manager" });
  const started = await world.start(input);

  const result = await world.work(started.body.run.id);

  await world.writeMember("manager-2", { ...rights, ownerId: null });
  expect(result).toMatchObject({ outcome: "blocked", reasonCode: "plan.approval_lapsed" });
  await untouched();
});

it("request expires after 72 hours, and an approval after 24", async () => {
  const late = await requested();
  world.clock.advance(72 * hour - 1);
  expect((await world.plans("owner", late.id)).body.state).toBe("requested");
  world.clock.advance(1);
  expect(await world.approve(late.id, late.digest)).toMatchObject(refusal(409, "plan_expired"));
  const { id, input } = await approved();
  const accepted = await world.start(input);
  world.clock.advance(24 * hour);

  expect((await world.plans("owner", id)).body.state).toBe("expired");
  expect(await world.start(input)).toMatchObject(refusal(409, "approval_required"));
  expect(await world.work(accepted.body.run.id)).toMatchObject({ outcome: "blocked", reasonCode: "plan.not_approved" });
  await untouched();
});

it("approval admits one run, however often it is started", async () => {
  const { id, input } = await approved();
  const first = await world.start(input);
  expect(await world.work(first.body.run.id)).toMatchObject({ outcome: "succeeded" });

  const again = await world.start(input);

  expect(again).toMatchObject(refusal(422, "input_invalid"));
  expect(await world.work(first.body.run.id, 2)).toMatchObject({ outcome: "succeeded" });
  expect((await world.plans("owner", id)).body.executedByRunId).toBe(first.body.run.id);
});

it("request makes the approval necessary after the rule is removed", async () => {
  const { input } = await requested();
  await world.setRule(null);

  const answer = await world.start(input);

  await world.setRule({ destructive: 1, mutation: 20, clients: "always" });
  expect(answer).toMatchObject(refusal(409, "approval_required"));
});

it("client changes neither the approval rule nor who is a person", async () => {
  await world.writeMember("robot", { role: "owner", environments: "all", kind: "client", ownerId: "manager" });
  const rights = { role: "operator", environments: "all" };
  const toPerson = { ...rights, kind: "person", ownerId: null };

  const answers = [
    await world.setRule(null, "robot"),
    await world.call("PUT", "/api/workspaces/acme/members/robot", "robot", toPerson),
  ];
  const kept = await world.call("PUT", "/api/workspaces/acme/members/robot", "robot", rights);

  await world.call("DELETE", "/api/workspaces/acme/members/robot", "owner");
  expect(answers).toMatchObject([refusal(403, "capability_missing"), refusal(403, "capability_missing")]);
  expect(kept).toMatchObject({ status: 200, body: { kind: "client", ownerId: "manager" } });
});

it("client needs an approval below the threshold, and a plan for every change", async () => {
  await world.setRule({ destructive: null, mutation: null, clients: "always" });
  const { input } = await world.plan("bot");

  const [planned, unplanned, person] = [
    await world.start(input, "bot"),
    await world.start({ backupSetId: world.backupSetId }, "bot", "backup_set.archive"),
    await world.start(input, "manager-2"),
  ];

  await world.setRule({ destructive: 1, mutation: 20, clients: "always" });
  expect([planned, unplanned]).toMatchObject([refusal(409, "approval_required"), refusal(409, "plan_unsupported")]);
  expect(person.status).toBe(202);
});

it("evidence of a plan numbers the person who asked for its approval", async () => {
  const { id, digest } = await requested("manager-2");
  await world.approve(id, digest);

  const path = `/api/workspaces/acme/operations/${id}/evidence-bundle`;
  const { status, body } = await world.call("POST", path, "manager", {});

  expect(status).toBe(200);
  const audit = Buffer.from(unzipSync(Buffer.from(body.content, "base64"))["audit.json"] ?? []).toString("utf8");
  expect(audit).toMatch(/"requestedBy":"person-\d"/);
  expect(audit).not.toContain('"manager-2"');
});
