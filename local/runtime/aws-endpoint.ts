import { createServer, type IncomingMessage, type Server } from "node:http";
import type { EngineResponse } from "../engines/engine-channel.ts";
import { isFromWebPage } from "../engines/web-pages.ts";
import { type AwsServices, refusal } from "./aws-services.ts";

/** What is asked of the stack itself, by path; given the body of a POST. */
export type StackControls = Readonly<Record<string, (body: string) => Promise<EngineResponse>>>;

/** Serves the AWS APIs that have no server of their own over HTTP, and the controls of the stack. */
export function createAwsEndpoint(services: AwsServices, controls: StackControls = {}): Server {
  return createServer((request, response) => {
    received(request, services, controls).then(({ status, body, headers }) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1", ...headers });
      response.end(body);
    });
  });
}

async function received(
  request: IncomingMessage,
  services: AwsServices,
  controls: StackControls,
): Promise<EngineResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  if (isFromWebPage(request)) return refusal("AccessDenied", "web pages may not call this endpoint", 403);
  const { "x-amz-target": target = "", "x-amz-invocation-type": invocationType } = request.headers;
  const [path = "/"] = (request.url ?? "/").split("?");
  const body = Buffer.concat(chunks).toString();
  const control = request.method === "POST" && Object.hasOwn(controls, path) ? controls[path] : undefined;
  if (control !== undefined) return control(body);
  return services.answer({ path, target: String(target), body }, invocationType && String(invocationType));
}
