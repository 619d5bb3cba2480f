import { expect, it } from "vitest";
import { createAlerts } from "../../../shared/records/alerts.ts";
import { alertBeat, createClockBeats } from "../../../shared/records/clock-beats.ts";
import { storeAlerts } from "../../security/stored-content.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const base = "/api/workspaces/acme";
const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const channel = {
  ...{ name: "Tickets", kind: "webhook", url: "https://hooks.example.org/alerts" },
  secretName: "runtruth/test/acme/_channels/tickets",
};
const send = (world: World, method: "POST" | "PUT" | "DELETE", path: string, body?: object, as = "manager") =>
  world.call({ method, path: `${base}${path}`, as, ...(body && { body }) });
const list = async (world: World, path: string, query = "", as = "readonly") =>
  (await world.call({ path: `${base}${path}`, query, as })).body;

it("a channel and a rule are made, changed and ended by a manager", async () => {
  const world = await createInProcessWorld();
  const made = await send(world, "POST", "/channels", channel);
  expect(made).toMatchObject({ status: 200, body: { ...channel, rev: 1, text: "No message was sent yet." } });
  const { id } = made.body;
  const rule = { name: "All failures", causes: ["failed", "promise_broken"], environments: "all", channelIds: [id] };
  const ruled = await send(world, "POST", "/alert-rules", rule);
  expect(ruled).toMatchObject({ status: 200, body: { ...rule, afterSeconds: 0, rev: 1 } });

  const changed = await send(world, "PUT", `/alert-rules/${ruled.body.id}`, { ...rule, afterSeconds: 300, rev: 1 });
  expect(changed).toMatchObject({ status: 200, body: { afterSeconds: 300, rev: 2 } });
  expect(await send(world, "PUT", `/alert-rules/${ruled.body.id}`, { ...rule, rev: 1 })).toMatchObject({ status: 409 });
  expect((await list(world, "/alert-rules")).items).toMatchObject([{ afterSeconds: 300 }]);
  expect((await send(world, "DELETE", `/channels/${id}`)).status).toBe(200);
  expect((await send(world, "DELETE", `/channels/${id}`)).status).toBe(200);
  expect((await list(world, "/channels")).items).toEqual([]);
});

it("an e-mail channel has recipients and neither an address nor a secret", async () => {
  const world = await createInProcessWorld();
  const mail = { name: "On call", kind: "email", to: ["oncall@example.com", "lead@example.com"] };

  const made = await send(world, "POST", "/channels", mail);

  expect(made).toMatchObject({ status: 200, body: { ...mail, secretName: null, url: null } });
  expect((await list(world, "/channels")).items).toMatchObject([mail]);
});

it("an e-mail channel is refused by a deployment without a sender", async () => {
  const world = await createInProcessWorld({ sendsMail: false });

  const refused = await send(world, "POST", "/channels", {
    name: "On call",
    kind: "email",
    to: ["oncall@example.com"],
  });

  expect(refused).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path: "kind" }] } });
  expect((await list(world, "/channels")).items).toEqual([]);
});

it.each([
  ["url", { url: "http://hooks.example.org/" }],
  ["url", { url: "https://169.254.169.254/latest" }],
  ["url", { url: "https://user:pass@hooks.example.org/" }],
  ["url", { url: undefined }],
  ["url", { kind: "slack" }],
  ["secretName", { secretName: "runtruth/test/globex/_channels/tickets" }],
  ["secretName", { secretName: "runtruth/test/acme/acme-prod/provider" }],
  ["secretName", { secretName: undefined }],
  ["to", { to: ["alerts@example.com"] }],
  ["to", { kind: "email", url: undefined, secretName: undefined }],
  ["to.0", { kind: "email", url: undefined, secretName: undefined, to: ["not a mail address"] }],
  ["secretName", { kind: "email", url: undefined, to: ["alerts@example.com"] }],
  ["url", { kind: "email", secretName: undefined, to: ["alerts@example.com"] }],
  ["fallbackId", { fallbackId: "01JZZZZZZZZZZZZZZZZZZZZZZZ" }],
])("a channel is refused for its %s: %j", async (path, change) => {
  const world = await createInProcessWorld();

  const answer = await send(world, "POST", "/channels", { ...channel, ...change });

  expect(answer).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path }] } });
});

it.each([
  ["environments", { environments: ["absent"] }],
  ["channelIds", { channelIds: ["01JZZZZZZZZZZZZZZZZZZZZZZZ"] }],
])("a rule is refused for its %s", async (path, change) => {
  const world = await createInProcessWorld();
  const rule = { name: "A rule", causes: ["failed"], environments: "all", channelIds: [] };

  const answer = await send(world, "POST", "/alert-rules", { ...rule, ...change });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
});

it("an alert is snoozed by an operator, stays counted, and its snooze ends", async () => {
  const world = await createInProcessWorld();
  const { alert } = await storeAlerts(world, scope);
  const before = await list(world, "/alerts");
  expect(before).toMatchObject({
    headline: "1 alert is open.",
    open: { value: 1, capped: false },
    items: [
      {
        key: alert,
        title: "Policy sync failed in Acme production",
        state: { label: "Open", tone: "danger" },
        snooze: null,
      },
    ],
  });
  const [{ seq }] = before.items;
  const path = `/alerts/${alert}/snooze`;
  const snooze = { seq, until: "2026-03-02T10:00:00.000Z", reason: "Known; the tenant is moved." };

  expect((await send(world, "PUT", path, snooze, "readonly")).status).toBe(403);
  expect(await send(world, "PUT", path, { ...snooze, seq: seq - 1 }, "operator")).toMatchObject({ status: 409 });
  expect(await send(world, "PUT", path, { ...snooze, until: "2026-06-30T00:00:00.000Z" }, "operator")).toMatchObject({
    status: 422,
    body: { errors: [{ path: "until" }] },
  });
  expect(await send(world, "PUT", path, snooze, "operator")).toMatchObject({
    status: 200,
    body: { snooze: { ends: "time" } },
  });
  expect(await list(world, "/alerts")).toMatchObject({
    headline: "Not evaluated yet.",
    open: { value: 0 },
    snoozed: { value: 1 },
    items: [{ state: { label: "Snoozed" }, snooze: { reason: snooze.reason } }],
  });
  world.clock.advance(3601);
  expect(await list(world, "/alerts")).toMatchObject({ headline: "1 alert is open.", items: [{ snooze: null }] });
});

it("the list of closed alerts still counts the open ones", async () => {
  const world = await createInProcessWorld();
  await storeAlerts(world, scope);

  expect(await list(world, "/alerts", "state=closed")).toMatchObject({
    items: [],
    open: { value: 1 },
    closed: { value: 0, capped: false },
  });
});

it("the alerts of a ticket are found by its reference, and all are counted", async () => {
  const world = await createInProcessWorld();
  const { alert } = await storeAlerts(world, scope);
  await storeAlerts(world, { ...scope, environmentId: "acme-lab" });
  const externalReference = `TICKET-${scope.environmentId}`;

  const found = await list(world, "/alerts", `externalReference=${externalReference}`);

  expect(found).toMatchObject({ items: [{ key: alert, externalReference }], open: { value: 2 } });
  expect(found.appliedFilters).toEqual({ state: "open", externalReference });
});

it("active and snoozed alerts are two lists, with the same counts on each page", async () => {
  const world = await createInProcessWorld();
  const { alert } = await storeAlerts(world, scope);
  world.clock.advance(1);
  const newest = await storeAlerts(world, { ...scope, environmentId: "acme-lab" });
  const counts = (open: number, snoozed: number) => ({ open: { value: open }, snoozed: { value: snoozed } });

  const first = await list(world, "/alerts", "state=active&limit=1");
  expect(first).toMatchObject({ ...counts(2, 0), items: [{ key: newest.alert }] });
  const second = await list(world, "/alerts", `state=active&limit=1&cursor=${first.nextCursor}`);
  expect(second).toMatchObject({ ...counts(2, 0), items: [{ key: alert }], nextCursor: null });

  const [{ seq }] = second.items;
  const snooze = { seq, until: "2026-03-02T10:00:00.000Z", reason: "Known." };
  await send(world, "PUT", `/alerts/${alert}/snooze`, snooze, "operator");
  expect(await list(world, "/alerts", "state=active")).toMatchObject({
    ...counts(1, 1),
    items: [{ key: newest.alert }],
  });
  expect(await list(world, "/alerts", "state=snoozed")).toMatchObject({ ...counts(1, 1), items: [{ key: alert }] });
});

it("an alert is read with its reason and what its channel was sent", async () => {
  const world = await createInProcessWorld();
  const { alert, channel: id } = await storeAlerts(world, scope);
  const read = (as = "readonly") => world.call({ path: `${base}/alerts/${alert}`, as });
  const channelIs = (delivery: string) => ({ body: { channels: [{ id, delivery }] } });

  expect(await read()).toMatchObject({ status: 200, body: { closeProof: null } });
  expect(await read()).toMatchObject(channelIs("due"));
  expect((await read("lab-operator")).status).toBe(404);

  const alerts = createAlerts(world);
  const opened = await alerts.find("acme", alert);
  if (opened === undefined) throw new Error("the alert is not stored");
  const { seq, version } = opened;
  const sent = await alerts.recordSent(opened, id, { seq, version, state: "open" });
  expect(await read()).toMatchObject(channelIs("open_sent"));

  await alerts.close(opened, "cause_gone", world.clock.now());
  expect(await read()).toMatchObject({
    body: { closeProof: { code: "cause_gone", text: "Resolved: the cause is gone." } },
  });
  expect(await read()).toMatchObject(channelIs("close_due"));
  if (sent !== undefined) await alerts.recordSent(sent, id, { seq, version, state: "closed" });
  expect(await read()).toMatchObject(channelIs("closed_sent"));
});

it("an alert of a hidden environment is neither listed nor snoozed", async () => {
  const world = await createInProcessWorld();
  const { alert } = await storeAlerts(world, scope);

  expect(await list(world, "/alerts", "", "lab-operator")).toMatchObject({
    headline: "No rule watches: nothing becomes an alert.",
    items: [],
  });
  const snooze = { seq: 1, until: "2026-03-02T10:00:00.000Z", reason: "x" };
  const answer = await send(world, "PUT", `/alerts/${alert}/snooze`, snooze, "lab-operator");
  expect(answer.status).toBe(404);
});

it("no open alert is calm only where a rule is evaluated", async () => {
  const world = await createInProcessWorld();
  expect(await list(world, "/alerts")).toMatchObject({
    headline: "No rule watches: nothing becomes an alert.",
    watch: { state: "no_rule", evaluatedAt: null },
  });
  const rule = { name: "All failures", causes: ["failed"], environments: "all", channelIds: [] };
  await send(world, "POST", "/alert-rules", rule);
  expect(await list(world, "/alerts")).toMatchObject({ headline: "Not evaluated yet.", watch: { state: "never" } });

  const at = world.clock.now().toISOString();
  await createClockBeats(world).record(alertBeat("acme"), at);
  expect(await list(world, "/alerts")).toMatchObject({ headline: "No alert is open.", watch: { evaluatedAt: at } });
  world.clock.advance(151);
  expect(await list(world, "/alerts")).toMatchObject({
    headline: "Not evaluated since 2026-03-02 09:00 UTC: alerts neither open nor close.",
    watch: { state: "late" },
  });
});

it("a rule watches nothing when each of its environments is archived", async () => {
  const world = await createInProcessWorld();
  const rule = { name: "Laboratory", causes: ["failed"], environments: ["acme-lab"], channelIds: [] };
  await send(world, "POST", "/alert-rules", rule);
  expect(await list(world, "/alerts")).toMatchObject({ watch: { state: "never" } });

  const path = "/api/workspaces/acme/environments/acme-lab/archive";
  expect((await world.call({ method: "POST", path, as: "owner" })).status).toBe(200);

  expect(await list(world, "/alerts")).toMatchObject({ watch: { state: "no_rule" } });
});
