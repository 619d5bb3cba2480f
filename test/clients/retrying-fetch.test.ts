import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { pause, retryAfterMilliseconds, retrying } from "../../clients/sdk/src/retrying-fetch.ts";

const address = "https://runs.example.com/api/me";

/** Sends through prepared answers, and keeps how long was waited before each repetition. */
function sender(answers: readonly (Response | Error)[]) {
  const left = [...answers];
  const waits: number[] = [];
  const send = retrying(
    async () => {
      const next = left.shift() ?? new Response("{}");
      if (next instanceof Error) throw next;
      return next;
    },
    {
      retriesMax: 3,
      waitMillisecondsMax: 60_000,
      wait: async (milliseconds) => void waits.push(milliseconds),
      random: () => 1,
    },
  );
  return { send, waits, left };
}

const refused = (status: number, headers: Record<string, string> = {}, body: unknown = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const start = (headers: Record<string, string> = {}) => new Request(address, { method: "POST", headers, body: "{}" });

describe("retrying", () => {
  it("waits as long as the answer says, in decimal seconds too", async () => {
    const { send, waits } = sender([refused(429, { "retry-after": "2.128" }), refused(503, { "retry-after": "0" })]);
    expect((await send(new Request(address))).status).toBe(200);
    expect(waits).toEqual([2128, 0]);
  });

  it("waits twice as long each time when the answer does not say", async () => {
    const { send, waits } = sender([refused(502), new TypeError("lost"), refused(504)]);
    expect((await send(new Request(address))).status).toBe(200);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it("repeats a start only with an idempotency key", async () => {
    const keyed = sender([new TypeError("lost")]);
    expect((await keyed.send(start({ "idempotency-key": "k" }))).status).toBe(200);
    const unkeyed = sender([new TypeError("lost")]);
    await expect(unkeyed.send(start())).rejects.toThrow("lost");
    expect((await sender([refused(503)]).send(start())).status).toBe(503);
  });

  it("returns a refusal that a repetition cannot change at once", async () => {
    const dispatch = { code: "queue.dispatch_failed", detail: "The run could not be sent." };
    const { send, waits } = sender([refused(503, {}, dispatch)]);
    expect((await send(start({ "idempotency-key": "k" }))).status).toBe(503);
    expect((await sender([refused(409)]).send(start({ "idempotency-key": "k" }))).status).toBe(409);
    expect(waits).toEqual([]);
  });

  it("returns the answer when it would have to wait too long or too often", async () => {
    expect((await sender([refused(429, { "retry-after": "61" })]).send(new Request(address))).status).toBe(429);
    const { send, waits } = sender(Array.from({ length: 5 }, () => refused(429)));
    expect((await send(new Request(address))).status).toBe(429);
    expect(waits).toHaveLength(3);
  });
});

it("a wait leaves nothing at its signal, and ends with it", async () => {
  const { signal } = new AbortController();
  await pause(0, signal);
  expect(getEventListeners(signal, "abort")).toEqual([]);

  const stopped = new AbortController();
  const waiting = pause(2 ** 30, stopped.signal);
  stopped.abort(new Error("stopped"));
  await expect(waiting).rejects.toThrow("stopped");
});

it("an unreadable Retry-After is ignored, and a date counts from now", () => {
  const now = Date.parse("2026-03-01T08:00:00Z");
  expect(retryAfterMilliseconds("Sun, 01 Mar 2026 08:00:05 GMT", now)).toBe(5000);
  expect(retryAfterMilliseconds("Sun, 01 Mar 2026 07:00:00 GMT", now)).toBe(0);
  for (const value of [null, "", "soon", "-1", "1,5", "0x10"]) {
    expect(retryAfterMilliseconds(value, now), String(value)).toBe(undefined);
  }
});
