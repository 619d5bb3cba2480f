import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { isStoreBusy } from "../../shared/ledger/store-busy.ts";
import type { Log } from "../../shared/observability/log.ts";
import { type Locale, loadTexts, localeOf, referenceLocale } from "../../shared/presenter/locale.ts";
import { problemIn } from "../../shared/presenter/problem-words.ts";
import { ProblemError } from "./errors.ts";

/**
 * Turns errors into problem+json, in the caller's language. A `ProblemError` is returned as it is. Any other error is
 * logged once and answered as `internal_error`, or as `store_busy` when the table is throttling; no detail of it leaks.
 */
export function problemJson(
  log: Pick<Log, "error">,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    async onError(request) {
      if (request.response !== undefined && request.response !== null) return;
      const refused = request.error instanceof ProblemError ? request.error : undefined;
      if (refused === undefined) log.error("request failed", { route: request.event.routeKey, error: request.error });
      const { problem, headers } = refused ?? unexpectedProblemOf(request.error);
      const asked = localeOf(request.event.headers?.["accept-language"]);
      // An answer in English is better than none.
      const locale = await loadTexts(asked).then(
        () => asked,
        (): Locale => referenceLocale,
      );
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

/** The problem for an unexpected error. */
function unexpectedProblemOf(error: unknown): ProblemError {
  return isStoreBusy(error)
    ? new ProblemError("store_busy", {
        detail: "The data store is throttling requests. Wait a moment, then retry.",
        headers: { "retry-after": "1" },
      })
    : new ProblemError("internal_error", { detail: "The request failed unexpectedly. It is safe to retry." });
}
