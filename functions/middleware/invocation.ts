import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { withLogKeys } from "../../shared/log-keys.ts";

/** A handler whose log lines name the invocation they belong to, until something inside has a better name. */
export function invocation<Event, Answer>(
  log: Pick<Logger, "addContext">,
  handle: (event: Event, context: Context) => Promise<Answer>,
): (event: Event, context: Context) => Promise<Answer> {
  return (event, context) => {
    log.addContext(context);
    return withLogKeys({ correlationId: context.awsRequestId }, () => handle(event, context));
  };
}
