import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { freePort } from "../../../local/engines/process.ts";
import { close, listen } from "../../../local/runtime/ports.ts";
import type { KillPoint } from "./kill-points.ts";

/**
 * A proxy between one function and its engines that counts its calls and kills the function's process at a given call,
 * before the engine receives the request or after it has responded.
 */
export async function createKillProxy(engines: Readonly<Record<string, string>>, kill: () => void) {
  let calls: string[] = [];
  let strike: KillPoint | undefined;
  let hasStruck = false;
  const servers: Server[] = [];
  const endpoints: Record<string, string> = {};

  function killNow(response: ServerResponse): void {
    hasStruck = true;
    kill();
    response.destroy();
  }

  async function pass(engine: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const operation =
      String(request.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    calls.push(operation);
    const occurrence = calls.filter((one) => one === operation).length;
    const isMeant = !hasStruck && strike?.operation === operation && strike.occurrence === occurrence;
    if (isMeant && strike?.when === "before") return killNow(response);
    const headers = new Headers();
    for (const name of ["content-type", "x-amz-target", "authorization", "x-amz-date"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const answer = await fetch(engine, { method: "POST", headers, body: Buffer.concat(chunks) });
    const body = Buffer.from(await answer.arrayBuffer());
    if (isMeant) return killNow(response);
    const type = answer.headers.get("content-type") ?? "application/x-amz-json-1.0";
    response.writeHead(answer.status, { "content-type": type }).end(body);
  }

  for (const [name, engine] of Object.entries(engines)) {
    const server = createServer((request, response) => {
      // The killed client's connection breaks here, as intended.
      pass(engine, request, response).catch(() => response.destroy());
    });
    const port = await freePort();
    await listen(server, port);
    servers.push(server);
    endpoints[name] = `http://127.0.0.1:${port}`;
  }

  return {
    endpoints,
    /** Calls since `aim`, by the engine's operation names. */
    calls: (): readonly string[] => calls,
    hasStruck: () => hasStruck,
    /** Resets the call count and kills the process at the given call. */
    aim(at: KillPoint | undefined): void {
      calls = [];
      hasStruck = false;
      strike = at;
    },
    async stop(): Promise<void> {
      await Promise.all(servers.map(close));
    },
  };
}
export type KillProxy = Awaited<ReturnType<typeof createKillProxy>>;
