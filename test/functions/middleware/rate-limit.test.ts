import middy from "@middy/core";
import { expect, it } from "vitest";
import { rateLimit } from "../../../functions/middleware/rate-limit.ts";
import { testClock } from "../../support/clock.ts";
import { lambdaContext } from "../lambda-context.ts";

function limited(perSecond: number) {
  const clock = testClock();
  const handler = middy<unknown, string>()
    .use(rateLimit({ perSecond, clock }))
    .handler(async () => "answered");
  const ask = async (sub = "ada") => {
    const event = { requestContext: { authorizer: { jwt: { claims: { sub } } } } };
    return handler(event, lambdaContext).catch((error: Error) => error.message.split(":")[0]);
  };
  return { clock, ask };
}

it("the rate limit allows a burst of four seconds, then the sustained rate", async () => {
  const { clock, ask } = limited(2);
  const answers = async (times: number) => {
    const results: unknown[] = [];
    for (let at = 0; at < times; at += 1) results.push(await ask());
    return results.filter((answer) => answer === "answered").length;
  };

  expect(await answers(20)).toBe(8);
  clock.advance(0.49);
  expect(await answers(5)).toBe(0);
  clock.advance(0.01);
  expect(await answers(5)).toBe(1);
  clock.advance(3600);
  expect(await answers(20)).toBe(8);
});

it("the rate limit adds no tokens when the clock moves backwards", async () => {
  const { clock, ask } = limited(0.25);

  expect(await ask()).toBe("answered");
  clock.advance(-3600);
  expect(await ask()).toBe("rate_limited");
});

it("the rate limit evicts the least recently used caller at its size limit", async () => {
  const { ask } = limited(0.25);
  await ask("first");
  expect(await ask("first")).toBe("rate_limited");

  for (let at = 0; at < 10_000; at += 1) await ask(`caller-${at}`);

  expect(await ask("first")).toBe("answered");
  expect(await ask("caller-9999")).toBe("rate_limited");
});

it("the rate limit ignores unauthenticated requests", async () => {
  const handler = middy<unknown, string>()
    .use(rateLimit({ perSecond: 0.25, clock: testClock() }))
    .handler(async () => "answered");

  for (let at = 0; at < 5; at += 1) expect(await handler({ requestContext: {} }, lambdaContext)).toBe("answered");
});
