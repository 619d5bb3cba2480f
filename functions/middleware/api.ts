import middy, { type MiddlewareObj } from "@middy/core";
import httpRouter from "@middy/http-router";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { routes } from "../../shared/contract/routes.ts";
import { notFound, ProblemError } from "../../shared/errors.ts";
import type { Log } from "../../shared/log.ts";
import { type LogKeys, withLogKeys } from "../../shared/log-keys.ts";
import type { Endpoint } from "./endpoint.ts";
import { problemJson } from "./problem-json.ts";
import { requestId } from "./request-id.ts";
import { addSecurityHeaders } from "./security-headers.ts";

interface Parts {
  readonly endpoints: readonly Endpoint[];
  readonly log: Pick<Log, "error">;
  /** What comes before the route is looked for, such as a rate limit. */
  readonly before?: readonly MiddlewareObj[];
}

/** An HTTP API of endpoints: the right one answers, and whatever happens is an answer of the contract. */
export function createApi({ endpoints, log, before = [] }: Parts) {
  const router = httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    routes: endpoints.map(({ route, handle }) => ({
      method: route.method,
      path: route.path,
      handler: (event: APIGatewayProxyEventV2) => handle(event),
    })),
    notFoundResponse: refuseUnknown,
  });
  const api = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(requestId())
    .use(addSecurityHeaders())
    .use(problemJson(log))
    .use([...before])
    .handler((event, context) => router(event, context));
  return (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> =>
    withLogKeys(keysOf(event), () => api(event, context));
}

/** A line is found again by the request id that its caller was told, and by what the path names. */
function keysOf({ requestContext, pathParameters }: APIGatewayProxyEventV2): LogKeys {
  const { run, ws } = pathParameters ?? {};
  return {
    correlationId: requestContext.requestId,
    ...(run !== undefined && { runId: run }),
    ...(ws !== undefined && { workspaceId: ws }),
  };
}

/** 405 with what is allowed when another method of this path exists, else the 404 of everything that is not there. */
function refuseUnknown({ path }: { path: string }): never {
  const allowed = routes.filter((route) => matches(route.path, path)).map((route) => route.method);
  if (allowed.length === 0) throw notFound();
  const allow = [...new Set(allowed)].sort().join(", ");
  throw new ProblemError("method_not_allowed", { detail: `Allowed here: ${allow}.`, headers: { allow } });
}

function matches(template: string, path: string): boolean {
  const wanted = template.split("/");
  const given = path.replace(/(?<=.)\/$/, "").split("/");
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => part === given[at] || (part.startsWith("{") && given[at] !== ""))
  );
}
