import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Adds the request id to the response, so that a caller can refer to the log lines of a request. */
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
