import { expect, it } from "vitest";
import * as z from "zod";
import { sinkUrl } from "../../local/sink/sink-names.ts";
import { secretPrefixOf } from "../../shared/access/secret-name.ts";
import { alertAnswer, alertPage } from "../../shared/contract/alerts.ts";
import { runPage } from "../../shared/contract/hub.ts";
import { apiOf, runOf } from "./api.ts";
import { environmentOf } from "./loop-api.ts";
import { sharedStack } from "./stacks.ts";
import { until } from "./until.ts";

const stack = sharedStack();
const workspaceId = "acme";
const workspace = `/api/workspaces/${workspaceId}`;
const environmentId = "wish-alerts";
const externalReference = "INC-4711";
const minute = 60_000;
const day = 24 * 60 * minute;
const named = z.looseObject({ id: z.string() });
const received = z.object({
  items: z.array(
    z.object({
      id: z.string().nullable(),
      to: z.string(),
      text: z.string(),
      isVerified: z.boolean().nullable(),
    }),
  ),
});

/**
 * What operators saw of a problem: two blocked runs, their alert, its snoozes, and the success that ended it. No test
 * triggers the evaluations after the first: the clocks of the stack do.
 */
async function playedStory() {
  const started = await stack();
  const { fault, heal } = await environmentOf(started, environmentId);
  const api = apiOf(started);
  const write = (method: "POST" | "PUT", path: string, body: object) =>
    api.request("manager", `${workspace}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const created = async (path: string, body: object) => {
    const { status, text } = await write("POST", path, body);
    expect(status, text).toBe(200);
    return named.parse(JSON.parse(text)).id;
  };
  const sync = async () => {
    const place = { user: "manager", workspaceId, environmentId };
    const { id } = runOf(await api.start(place, "policy.sync", { externalReference }));
    return api.ended("manager", workspaceId, id);
  };
  const alerts = (state: "open" | "closed") =>
    api.read("manager", `${workspace}/alerts?state=${state}&externalReference=${externalReference}`, alertPage);
  const messages = async () => {
    const { items } = received.parse(await (await fetch(`${started.sink.url}/messages`)).json());
    return items.filter(({ to }) => to === `/webhook/${environmentId}`).toReversed();
  };
  const untilSent = (count: number) =>
    until(`the channel received ${count} messages`, async () => {
      const sent = await messages();
      return sent.length >= count ? sent : undefined;
    });

  const channelId = await created("/channels", {
    ...{ name: "Tickets", kind: "webhook", url: sinkUrl("webhook", environmentId) },
    secretName: `${secretPrefixOf({ deployment: "dev", workspaceId, environmentId: "_channels" })}tickets`,
  });
  await created("/alert-rules", {
    ...{ name: "Work that ended badly", causes: ["blocked", "failed"], environments: [environmentId] },
    channelIds: [channelId],
  });

  await fault({ match: "GET /beta/deviceManagement", status: 403, times: 999 });
  const first = await sync();
  await started.invoke("schedule-clock");
  const opened = await alerts("open");
  await untilSent(1);

  const second = await sync();
  const repeated = await until("the alert is about the second run", async () => {
    const page = await alerts("open");
    return page.items.some(({ runId }) => runId === second.id) ? page : undefined;
  });
  const issues = await api.read(
    "manager",
    `${workspace}/operations?tab=needs_attention&externalReference=${externalReference}`,
    runPage,
  );

  const [{ key, seq } = { key: "", seq: 0 }] = repeated.items;
  const snooze = (body: object) => write("PUT", `/alerts/${encodeURIComponent(key)}/snooze`, { seq, ...body });
  const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
  const snoozes = {
    withoutReason: await snooze({ until: inDays(1) }),
    withoutEnd: await snooze({ reason: "Known" }),
    tooLong: await snooze({ until: inDays(91), reason: "Known" }),
    given: await snooze({ until: inDays(1), reason: "Known" }),
    ended: await snooze({ until: inDays(-1), reason: "No longer known" }),
  };

  await heal();
  const success = await sync();
  const closed = await until("the alert closes", async () => {
    const page = await alerts("closed");
    return page.items.length > 0 ? page : undefined;
  });
  const sent = await untilSent(2);
  return { first, second, success, opened, repeated, issues, key, seq, snoozes, closed, sent };
}

let played: ReturnType<typeof playedStory> | undefined;
/** The story, played once for the tests of this file. */
const story = () => (played ??= playedStory());

it("wish 7: an alert closes by itself within 60 seconds of the later success", async () => {
  const { first, success, opened, closed } = await story();
  expect(first.outcome).toBe("blocked");
  expect(opened.items).toMatchObject([{ runId: first.id, cause: "blocked", status: "open" }]);
  expect(success.outcome).toBe("succeeded");

  expect(closed.items).toMatchObject([{ key: opened.items[0]?.key, closeProof: { code: "cause_gone" } }]);
  const closedAt = Date.parse(closed.items[0]?.closedAt ?? "");
  expect(closedAt - Date.parse(success.completedAt ?? "")).toBeLessThanOrEqual(minute);
});

it("wish 8: a second failure of one cause is the same alert, sent once", async () => {
  const { second, opened, repeated, issues, key, seq, sent } = await story();
  expect(second.outcome).toBe("blocked");
  expect(repeated.items).toMatchObject([{ key: opened.items[0]?.key, seq: opened.items[0]?.seq, runId: second.id }]);
  expect(issues.items).toMatchObject([{ id: second.id, issue: { runs: { value: 2 } } }]);
  expect(sent.map(({ id }) => id)).toEqual([`${key}.${seq}.1.open`, `${key}.${seq}.1.closed`]);
});

it("wish 9: silence without a reason or beyond 90 days is refused, and ends", async () => {
  const { withoutReason, withoutEnd, tooLong, given, ended } = (await story()).snoozes;
  const refused = (path: string) => ({ code: "input_invalid", errors: [{ path }] });
  for (const [answer, path] of [
    [withoutReason, "reason"],
    [withoutEnd, "until"],
    [tooLong, "until"],
  ] as const) {
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.text)).toMatchObject(refused(path));
  }
  const { snooze } = alertAnswer.parse(JSON.parse(given.text));
  expect(snooze).toMatchObject({ reason: "Known" });
  expect(Date.parse(snooze?.until ?? "") - Date.now()).toBeLessThanOrEqual(day);
  expect(alertAnswer.parse(JSON.parse(ended.text)).snooze).toBeNull();
});

it("wish 10: every message of an alert has its key, without text or time", async () => {
  const { first, second, key, sent } = await story();
  // The digest of its work: of what is done to which target.
  expect(key).toMatch(new RegExp(`^run:${environmentId}:policy\\.sync:[\\w-]{22}$`));
  for (const part of [externalReference, first.id, second.id]) expect(key).not.toContain(part);
  expect(sent.map(({ id }) => id?.startsWith(`${key}.`))).toEqual([true, true]);
  expect(sent.map(({ isVerified }) => isVerified)).toEqual([true, true]);
});

it("wish 11: the reference of a start comes back in its alert and messages", async () => {
  const { opened, closed, sent } = await story();
  const alerts = [...opened.items, ...closed.items];
  expect(alerts.map((alert) => alert.externalReference)).toEqual([externalReference, externalReference]);
  for (const { text } of sent) expect(text).toContain(externalReference);
});
