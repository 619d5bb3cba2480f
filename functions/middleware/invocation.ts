import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { withLogKeys } from "../../shared/observability/log-keys.ts";

/** A handler whose log lines carry the invocation's request id, until a more specific correlation id is set. */
export function invocation<Event, Answer>(
  log: Pick<Logger, "addContext">,
  handle: (event: Event, context: Context) => Promise<Answer>,
): (event: Event, context: Context) => Promise<Answer> {
  return (event, context) => {
    log.addContext(context);
    return withLogKeys({ correlationId: context.awsRequestId }, () => handle(event, context));
  };
}
