import { createServer } from "node:http";
import { onTestFinished } from "vitest";

/** What a deployment answers, where it differs from a healthy one. */
export interface Broken {
  readonly tokenStatus?: number;
  readonly startStatus?: number;
  readonly runStatus?: string;
  readonly outcome?: string;
  readonly listed?: readonly string[];
  /** Called when the run is read. */
  readonly onRead?: () => void;
}

const runId = "run-1";

/** Issuer and API of a deployment over HTTP, with the contract's shapes. Returns its address and the token forms it got. */
export async function deploymentServer(broken: Broken = {}) {
  const forms: string[] = [];
  const { tokenStatus = 200, startStatus = 202, runStatus = "completed", outcome = "succeeded" } = broken;
  const run = { id: runId, status: runStatus, outcome, failures: [], actions: [] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const path = `${request.method} ${(request.url ?? "").split("?")[0]}`;
    const home = "/api/workspaces/canary/operations";
    if (path === "GET /.well-known/openid-configuration") return answer(200, { token_endpoint: `${origin()}/token` });
    if (path === "POST /token") {
      forms.push(Buffer.concat(chunks).toString());
      return answer(tokenStatus, { access_token: "token" });
    }
    if (request.headers.authorization !== "Bearer token") return answer(401, {});
    if (path === "GET /api/me") return answer(200, {});
    if (path === `POST ${home}`) return answer(startStatus, { result: "started", run });
    if (path === `GET ${home}/${runId}`) {
      broken.onRead?.();
      return answer(200, run);
    }
    if (path === `GET ${home}`) return answer(200, { items: (broken.listed ?? [runId]).map((id) => ({ id })) });
    return answer(404, {});
  });
  const origin = () => {
    const address = server.address();
    return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: origin(), forms };
}
