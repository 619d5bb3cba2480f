import { afterEach, expect, it } from "vitest";
import { triesMax } from "../../functions/worker/provider/retrying.ts";
import { answerPage, failed, page, raw, scriptedClient, status, stopProviders } from "./scripted-client.ts";
import { inTurn, type Script } from "./scripted-provider.ts";

afterEach(stopProviders);

it.each([
  { headers: { "retry-after": "7" }, wait: 7000 },
  { headers: { "retry-after": "Mon, 02 Mar 2026 09:00:09 GMT" }, wait: 9000 },
  { headers: { "retry-after": "Mon, 02 Mar 2026 08:00:00 GMT" }, wait: 0 },
  { headers: { "retry-after": "1.5" }, wait: 1500 },
  { headers: { "retry-after": "2.128" }, wait: 2128 },
  { headers: { "retry-after": "0" }, wait: 0 },
  { headers: { "retry-after": "soon" }, wait: 15_000 },
  { headers: { "retry-after": "-5" }, wait: 15_000 },
  { headers: {}, wait: 15_000 },
])("provider client waits $wait ms after a 429 with $headers", async ({ headers, wait }) => {
  const { open, waits } = await scriptedClient(inTurn(status(429, { ...headers }), answerPage));

  expect(await open().next()).toMatchObject({ ok: true });
  expect(waits).toEqual([wait]);
});

it("provider client never starts a wait longer than the remaining time", async () => {
  const { open, waits, provider } = await scriptedClient(status(429, { "retry-after": "60" }), {
    timeLeftMillis: 60_000,
  });

  expect(await open().next()).toEqual(failed("provider_throttled"));
  expect(waits).toEqual([]);
  expect(provider.reads()).toHaveLength(1);
});

it("provider client retries a 5xx with exponential backoff up to a limit", async () => {
  const { open, waits, provider } = await scriptedClient(status(503));

  expect(await open().next()).toEqual(failed("provider_unreachable"));
  expect(provider.reads()).toHaveLength(triesMax);
  expect(waits).toEqual([750, 1500, 3000, 6000]);
});

it("provider client recovers from a connection reset before the response", async () => {
  const { open } = await scriptedClient(inTurn((_request, response) => response.destroy(), answerPage));

  expect(await open().next()).toMatchObject({ ok: true });
});

it.each([
  [
    "cut in the middle of its body",
    (_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"value":[', () => response.destroy());
    },
  ],
  ["ended in the middle of its JSON", raw('{"value":[{"id":"a"}')],
  ["no page", raw('{"error":"none"}')],
] satisfies [string, Script][])(
  "provider client retries a response %s, then reports it as invalid",
  async (_what, script) => {
    const { open, provider } = await scriptedClient(script);

    expect(await open().next()).toEqual(failed("provider_response_invalid"));
    expect(provider.reads()).toHaveLength(triesMax);
  },
);

it("provider client reads a page of 5 MB", async () => {
  const { open } = await scriptedClient(raw(JSON.stringify(page([{ id: "a", text: "x".repeat(5 * 1024 * 1024) }]))));

  expect(await open().next()).toMatchObject({ ok: true, value: { number: 0 } });
});

it("provider client aborts responses larger than 16 MB", async () => {
  const { open } = await scriptedClient(raw(" ".repeat(17 * 1024 * 1024)), { timeLeftMillis: 100 });

  expect(await open().next()).toEqual(failed("provider_response_invalid"));
});

it("provider client reads a page that begins with a byte order mark", async () => {
  const { open } = await scriptedClient(raw(`\uFEFF${JSON.stringify(page([{ id: "a" }]))}`));

  expect(await open().next()).toMatchObject({ ok: true, value: { items: [{ id: "a" }] } });
});

it("provider client passes items with missing or duplicate ids on", async () => {
  const items = [{ id: "a" }, {}, { id: "a" }, null];
  const { open } = await scriptedClient(raw(JSON.stringify(page(items))));

  expect(await open().next()).toMatchObject({ ok: true, value: { items } });
});

it("provider client names the call that timed out", async () => {
  let passLimit = () => {};
  const set = await scriptedClient(() => passLimit(), { timeLeftMillis: 700 });
  passLimit = set.passLimit;

  expect(await set.open().next()).toEqual({
    ok: false,
    failure: {
      reasonCode: "provider_unreachable",
      message: expect.stringMatching(/^Reading deviceConfigurations timed out after \d+ s\.$/),
    },
  });
});

it("provider client aborts at once when the attempt is cancelled", async () => {
  let stop = () => {};
  const set = await scriptedClient(() => stop());
  stop = () => set.stop.abort();

  expect(await set.open().next()).toMatchObject({ ok: false, failure: { message: expect.stringMatching(/stopped/) } });
  expect(set.provider.reads()).toHaveLength(1);
});

it("provider client reports a refused connection as unreachable", async () => {
  const { open, provider } = await scriptedClient(answerPage);
  await provider.stop();

  expect(await open().next()).toEqual(failed("provider_unreachable"));
});

it.each([
  [403, "provider_permission_denied"],
  [404, "provider_not_found"],
  [400, "provider_response_invalid"],
])("provider client never retries a %i: %s", async (code, reasonCode) => {
  const { open, provider } = await scriptedClient(status(code));

  const answer = await open().next();

  expect(answer).toEqual(failed(reasonCode));
  expect(provider.reads()).toHaveLength(1);
  expect(JSON.stringify(answer)).not.toContain("s3cret");
});
