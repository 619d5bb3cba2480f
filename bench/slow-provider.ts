import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../local/engines/process.ts";
import { close, listen } from "../local/runtime/ports.ts";

/** The path of one job's requests, such as `/jobs/17/beta/…`; other requests are passed on at once. */
const jobPath = /^\/jobs\/(\d+)\//;

/**
 * A slow proxy in front of the provider that records which jobs were begun and which were answered. It outlives every
 * worker, so it knows which jobs a killed worker had begun without a response.
 */
export async function startSlowProvider(origin: string, millisPerJob: number) {
  const begun = new Map<number, number>();
  const answered = new Set<number>();

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const url = request.url ?? "/";
    const job = jobPath.exec(url)?.[1];
    if (job !== undefined) {
      begun.set(Number(job), (begun.get(Number(job)) ?? 0) + 1);
      await wait(millisPerJob);
    }
    const headers = new Headers();
    for (const name of ["content-type", "authorization", "accept"]) {
      const value = request.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    const answer = await fetch(`${origin}${url.replace(jobPath, "/")}`, {
      method: request.method ?? "GET",
      headers,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (response.destroyed) return;
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    // A response counts when it is sent: a dead worker does not receive it.
    response.end(body, () => job !== undefined && answered.add(Number(job)));
  }

  const server = createServer((request, response) => {
    // Expected when a worker is killed while it waits.
    pass(request, response).catch(() => response.destroy());
  });
  const port = await freePort();
  await listen(server, port);

  return {
    origin: `http://127.0.0.1:${port}`,
    /** How often a job was begun. */
    begun: (job: number): number => begun.get(job) ?? 0,
    isAnswered: (job: number): boolean => answered.has(job),
    stop: () => close(server),
  };
}
export type SlowProvider = Awaited<ReturnType<typeof startSlowProvider>>;
