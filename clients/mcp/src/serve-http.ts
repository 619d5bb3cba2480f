import type { Server } from "node:http";
import { createMcpExpressApp } from "@modelcontextprotocol/sdk/server/express.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createClient } from "../../sdk/src/client.ts";
import { createServer, type ServerOptions } from "./server.ts";

/**
 * Serves `/mcp` on 127.0.0.1 by streamable HTTP. Nothing is kept between requests, and each acts with the bearer token it
 * carries, so several callers can share one server. A foreign `Host` is refused, which stops pages that rebind their name.
 */
export function serveHttp(apiUrl: string, port: number, options: ServerOptions): Promise<Server> {
  const app = createMcpExpressApp();
  app.post("/mcp", async (request, response) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (token === undefined) {
      response.status(401).set("WWW-Authenticate", "Bearer").json({ error: "Send an access token of the deployment." });
      return;
    }
    const client = createClient({ url: apiUrl, token: () => token, userAgent: "runtruth-mcp" });
    const server = createServer(client, options);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    response.on("close", () => {
      void transport.close();
      void server.close();
    });
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  });
  return new Promise((resolve, reject) => {
    const server = app.listen(port, "127.0.0.1", () => resolve(server));
    server.once("error", reject);
  });
}
