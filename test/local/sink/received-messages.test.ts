import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { signedHeaders, signingKeyOf } from "../../../functions/worker/alerts/standard-webhooks.ts";
import { createReceivedMessages } from "../../../local/sink/received-messages.ts";
import { sinkPage } from "../../../local/sink/sink-page.ts";

// The reference library that verifies signatures asks the clock of the process.
beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-03-02T09:00:00.000Z"), toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const body = JSON.stringify({
  type: "alert.open",
  data: { title: "Open: <b>Sync</b>", text: "The provider is down." },
});

function signed(text: string): Record<string, string> {
  const key = signingKeyOf(secret);
  if (key === undefined) throw new Error("the secret has no key");
  return signedHeaders([key], { id: "1", timestamp: Math.floor(Date.now() / 1000), body: text });
}

it.each([
  ["signed with a secret of the stack", () => signed(body), { isVerified: true, id: "1" }],
  ["signed for another body", () => signed(`${body} `), { isVerified: false, id: "1" }],
  ["not signed", () => ({}), { isVerified: false, id: null }],
])("a webhook %s is shown with its identity and the verdict on its signature", (_case, headersOf, shown) => {
  const messages = createReceivedMessages(
    () => new Date(0),
    () => [secret],
  );

  expect(messages.receive({ path: "/webhook/tickets", headers: headersOf(), body })).toBe(true);

  expect(messages.list()).toMatchObject([{ kind: "webhook", text: "The provider is down.", ...shown }]);
  expect(sinkPage(messages.list())).toContain("Open: &lt;b&gt;Sync&lt;/b&gt;");
});

it("a message in the shape of another target is refused", () => {
  const messages = createReceivedMessages(
    () => new Date(0),
    () => [],
  );

  expect(messages.receive({ path: "/slack/slack", headers: {}, body })).toBe(false);
  expect(messages.receive({ path: "/webhook/tickets", headers: {}, body: "no JSON" })).toBe(false);
  expect(messages.list()).toEqual([]);
});
