import { createServer, type IncomingMessage, type Server } from "node:http";
import type { EngineResponse } from "../engines/engine-channel.ts";
import { isFromWebPage } from "../engines/web-pages.ts";
import { type AwsServices, refusal } from "./aws-services.ts";

/** Serves the AWS APIs that have no server of their own over HTTP. */
export function createAwsEndpoint(services: AwsServices): Server {
  return createServer((request, response) => {
    received(request, services).then(({ status, body, headers }) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1", ...headers });
      response.end(body);
    });
  });
}

async function received(request: IncomingMessage, services: AwsServices): Promise<EngineResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  if (isFromWebPage(request)) return refusal("AccessDenied", "web pages may not call this endpoint", 403);
  const { "x-amz-target": target = "", "x-amz-invocation-type": invocationType } = request.headers;
  const [path = "/"] = (request.url ?? "/").split("?");
  const body = Buffer.concat(chunks).toString();
  return services.answer({ path, target: String(target), body }, invocationType && String(invocationType));
}
