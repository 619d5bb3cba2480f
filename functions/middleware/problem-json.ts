import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { ProblemError } from "../../shared/errors.ts";
import { isStoreBusy } from "../../shared/ledger/store-busy.ts";
import type { Log } from "../../shared/log.ts";
import { localeOf } from "../../shared/presenter/locale.ts";
import { problemIn } from "../../shared/presenter/problem-words.ts";

/**
 * Turns whatever was thrown into problem+json, in the caller's language. A refusal says what it says; anything else is logged once and
 * answered as `internal_error`, or as `store_busy` when the table is throttling, and nothing of it reaches the caller.
 */
export function problemJson(
  log: Pick<Log, "error">,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      if (request.response !== undefined && request.response !== null) return;
      const refused = request.error instanceof ProblemError ? request.error : undefined;
      if (refused === undefined) log.error("request failed", { route: request.event.routeKey, error: request.error });
      const { problem, headers } = refused ?? surpriseOf(request.error);
      const locale = localeOf(request.event.headers?.["accept-language"]);
      request.response = {
        statusCode: problem.status,
        headers: {
          "content-type": "application/problem+json",
          "cache-control": "no-store",
          "content-language": locale,
          vary: "accept-language",
          ...headers,
        },
        body: JSON.stringify(problemIn(problem, locale)),
      };
    },
  };
}

/** What a caller is told of an error that no rule of ours foresaw. */
function surpriseOf(error: unknown): ProblemError {
  return isStoreBusy(error)
    ? new ProblemError("store_busy", {
        detail: "The data store is throttling requests. Wait a moment, then try again.",
        headers: { "retry-after": "1" },
      })
    : new ProblemError("internal_error", { detail: "The request could not be completed. It is safe to try again." });
}
