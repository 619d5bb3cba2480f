import type { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { withLogKeys } from "../../shared/observability/log-keys.ts";

/**
 * The handler of every Lambda: its log lines carry the invocation's context, and its request id until the work inside
 * sets a better correlation id. Middy never answers early, because work behind an early answer would be frozen with
 * its Lambda.
 */
export function invocation<Event, Answer>(
  log: Pick<Logger, "addContext">,
  handle: (event: Event, context: Context) => Promise<Answer>,
) {
  return middy<Event, Answer, Error, Context>({ timeoutEarlyInMillis: 0 })
    .before(({ context }) => log.addContext(context))
    .handler((event, context) => withLogKeys({ correlationId: context.awsRequestId }, () => handle(event, context)));
}
