import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Clock } from "../../shared/foundation/clock.ts";

const answered = z.looseObject({
  response: z.looseObject({ headers: z.looseObject({ date: z.string().optional() }).optional() }).optional(),
});

/** A local clock further off, in milliseconds, is reported. */
const skewMillis = 5000;

/**
 * The time of the table: the date of its last answer and the time since. Functions on hosts with wrong clocks then agree
 * on which slots are due. Before the first answer, and of an engine that sends no date, it is the local time.
 */
export function createStoreClock(
  client: Pick<DynamoDBDocumentClient, "middlewareStack">,
  onSkew: (millis: number) => void,
  local: { readonly now: () => number; readonly monotonic: () => number } = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
  },
): Clock {
  let seen: { readonly date: number; readonly at: number } | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { success, data } = answered.safeParse(answer);
      const date = Date.parse((success && data.response?.headers?.date) || "");
      if (!Number.isNaN(date)) {
        const skew = local.now() - date;
        if (seen === undefined && Math.abs(skew) > skewMillis) onSkew(skew);
        seen = { date, at: local.monotonic() };
      }
      return answer;
    },
    // Outside of the deserializer, so that the response is still at hand.
    { step: "deserialize", name: "storeClock", priority: "high" },
  );
  return {
    now: () => new Date(seen === undefined ? local.now() : seen.date + local.monotonic() - seen.at),
  };
}
