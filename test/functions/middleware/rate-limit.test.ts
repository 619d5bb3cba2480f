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

it("lets four seconds' worth through at once, then as many as the rate says", async () => {
  const { clock, ask } = limited(2);
  const answers = async (times: number) => {
    const told: unknown[] = [];
    for (let at = 0; at < times; at += 1) told.push(await ask());
    return told.filter((answer) => answer === "answered").length;
  };

  expect(await answers(20)).toBe(8);
  clock.advance(0.49);
  expect(await answers(5)).toBe(0);
  clock.advance(0.01);
  expect(await answers(5)).toBe(1);
  clock.advance(3600);
  expect(await answers(20)).toBe(8);
});

it("gives nothing for a clock that goes back", async () => {
  const { clock, ask } = limited(0.25);

  expect(await ask()).toBe("answered");
  clock.advance(-3600);
  expect(await ask()).toBe("rate_limited");
});

it("forgets the caller it has not heard of for longest, and never grows without end", async () => {
  const { ask } = limited(0.25);
  await ask("first");
  expect(await ask("first")).toBe("rate_limited");

  for (let at = 0; at < 10_000; at += 1) await ask(`caller-${at}`);

  expect(await ask("first")).toBe("answered");
  expect(await ask("caller-9999")).toBe("rate_limited");
});

it("leaves those who are not signed in to the gateway's own limit", async () => {
  const handler = middy<unknown, string>()
    .use(rateLimit({ perSecond: 0.25, clock: testClock() }))
    .handler(async () => "answered");

  for (let at = 0; at < 5; at += 1) expect(await handler({ requestContext: {} }, lambdaContext)).toBe("answered");
});
