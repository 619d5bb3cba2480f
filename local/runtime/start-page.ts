import type { GatewayResponse } from "./http-response.ts";

/** What is at `/` as long as there is no console: where the API is and how to be let in. */
export function startPage(apiUrl: string): (request: { method: string; path: string }) => GatewayResponse | undefined {
  const text = [
    `Runtruth, running on this machine. The API is at ${apiUrl}/api; its description at ${apiUrl}/api/openapi.json.`,
    "For a bearer token: npm run -s token -- operator",
    "",
  ].join("\n");
  return ({ method, path }) =>
    method === "GET" && path === "/"
      ? { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: Buffer.from(text) }
      : undefined;
}
