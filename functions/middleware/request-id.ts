import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Names the request in its answer, so that a caller can point at a log line. */
export function requestId(): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const name = ({
    event,
    response,
  }: {
    event: APIGatewayProxyEventV2;
    response: APIGatewayProxyStructuredResultV2 | null | undefined;
  }) => {
    if (response) response.headers = { ...response.headers, "x-request-id": event.requestContext.requestId };
  };
  return { after: name, onError: name };
}
