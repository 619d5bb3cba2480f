import { expect, it } from "vitest";
import { createSendAlerts } from "../../../functions/worker/alerts/send-alerts.ts";
import * as texts from "../../../shared/presenter/alert/alert-texts.ts";
import type { AlertChannel } from "../../../shared/records/alert-channels.ts";
import { testClock } from "../../support/clock.ts";

const { signal } = new AbortController();
const secretName = "runtruth/test/acme/_channels/chat";
const id = "01CHANNE100000000000000001";

/** Sends the test message of a stored channel, and records which secrets were read and which targets were called. */
async function tested(
  stored: Pick<AlertChannel, "kind" | "url" | "secretName">,
  answer: { readonly status: number; readonly retryAfter?: string } = { status: 200 },
) {
  const reached: string[] = [];
  const changed = { changedBy: { id: "manager", name: "manager" }, changedAt: "2026-03-02T09:00:00.000Z" };
  const sending = createSendAlerts({
    channels: { find: async () => ({ id, name: "On call", locale: "en", rev: 1, ...changed, ...stored }) },
    findNames: async () => ({ workspace: "Acme", environments: new Map() }),
    readSecret: async (name) => {
      reached.push(name);
      return "https://hooks.example.com/T000/B000";
    },
    call: async ({ url }) => {
      reached.push(url);
      return { kind: "answered", retryAfter: undefined, ...answer };
    },
    sendMail: async () => undefined,
    ...{ deployment: "test", consoleUrl: "", clock: testClock() },
    loadTexts: async () => texts,
  });
  return { failure: await sending.sendTest("acme", id, "01RUN", signal), reached };
}

it.each([
  "runtruth/test/globex/_channels/chat",
  "runtruth/test/acme/acme-prod/provider",
  "runtruth/prod/acme/_channels/chat",
  "runtruth/test/acme/_channels/../acme-prod/provider",
  "runtruth/test/acme/_channels/",
  undefined,
])("delivery reads no secret and calls no target with secret name %s", async (secretName) => {
  const { failure, reached } = await tested({ kind: "slack", ...(secretName !== undefined && { secretName }) });

  expect(failure).toMatchObject({ reasonCode: "alert.secret_unusable" });
  expect(reached).toEqual([]);
});

it("delivery reads the secret of a channel of its own workspace", async () => {
  const { failure, reached } = await tested({ kind: "slack", secretName });

  expect(failure).toBeUndefined();
  expect(reached).toEqual([secretName, "https://hooks.example.com/T000/B000"]);
});

it.each([
  ["7", 7],
  ["1.5", 2],
  ["2.128", 3],
  [" 30 ", 30],
  ["Mon, 02 Mar 2026 09:01:00 GMT", 60],
  ["2026-03-03", 0],
  ["soon", 0],
])("delivery that meets 429 with Retry-After %j pauses %i seconds", async (retryAfter, seconds) => {
  const { failure } = await tested({ kind: "slack", secretName }, { status: 429, retryAfter });

  expect(failure).toMatchObject({ reasonCode: "alert.target_throttled", retryAfterSeconds: seconds });
});
