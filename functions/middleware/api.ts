import middy, { type MiddlewareObj } from "@middy/core";
import httpRouter from "@middy/http-router";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { routes } from "../../shared/contract/routes.ts";
import type { Log } from "../../shared/observability/log.ts";
import { type LogKeys, withLogKeys } from "../../shared/observability/log-keys.ts";
import { compressResponse } from "./content-encoding.ts";
import type { Endpoint } from "./endpoint.ts";
import { notFound, ProblemError } from "./errors.ts";
import { problemJson } from "./problem-json.ts";
import { requestId } from "./request-id.ts";
import { addSecurityHeaders } from "./security-headers.ts";

interface Dependencies {
  readonly endpoints: readonly Endpoint[];
  readonly log: Pick<Log, "error">;
  /** Middleware that runs before routing, such as a rate limit. */
  readonly before?: readonly MiddlewareObj[];
}

/** An HTTP API that routes to these endpoints. Every error becomes a response of the contract. */
export function createApi({ endpoints, log, before = [] }: Dependencies) {
  const router = httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    routes: endpoints.map(({ route, handle }) => ({
      method: route.method,
      path: route.path,
      handler: (event: APIGatewayProxyEventV2) => handle(event),
    })),
    notFoundResponse: refuseUnknown,
  });
  const api = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(compressResponse())
    .use(requestId())
    .use(addSecurityHeaders())
    .use(problemJson(log))
    .use([...before])
    .handler((event, context) => router(event, context));
  return (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> =>
    withLogKeys(keysOf(event), () => api(event, context));
}

/** Correlates log lines by the request id that the caller received, and by the run and workspace of the path. */
function keysOf({ requestContext, pathParameters }: APIGatewayProxyEventV2): LogKeys {
  const { run: ofRun, wave: run = ofRun, ws } = pathParameters ?? {};
  return {
    correlationId: requestContext.requestId,
    ...(run !== undefined && { runId: run }),
    ...(ws !== undefined && { workspaceId: ws }),
  };
}

/** 405 with the allowed methods when the path exists for another method, otherwise the common 404. */
function refuseUnknown({ path }: { path: string }): never {
  const allowed = routes.filter((route) => matches(route.path, path)).map((route) => route.method);
  if (allowed.length === 0) throw notFound();
  const allow = [...new Set(allowed)].sort().join(", ");
  throw new ProblemError("method_not_allowed", { detail: `This path allows ${allow}.`, headers: { allow } });
}

function matches(template: string, path: string): boolean {
  const expected = template.split("/");
  const actual = path.replace(/(?<=.)\/$/, "").split("/");
  return (
    expected.length === actual.length &&
    expected.every((part, at) => part === actual[at] || (part.startsWith("{") && actual[at] !== ""))
  );
}
