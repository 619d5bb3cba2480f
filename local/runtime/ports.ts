import { createServer, type Server } from "node:http";
import { EngineExitedError, freePort } from "../engines/process.ts";
import { CannotStartError } from "./data-dir-lock.ts";
import type { StackDescription } from "./stack-file.ts";

/** The ports of a stack's parts on 127.0.0.1. */
export interface Ports {
  readonly api: number;
  readonly identity: number;
  readonly provider: number;
  /** What local targets of alerts received. */
  readonly sink: number;
  readonly sqs: number;
  readonly objects: number;
  readonly aws: number;
}

/**
 * Chooses the ports: the requested one for the API (0 for any), and the next ones for sign-in, sample provider
 * and the messages of alerts.
 *
 * A restart reuses the data directory's previous ports if they are free, because tokens contain the issuer and stored
 * connections the provider's address. Throws `CannotStartError` when the requested port is occupied.
 */
export async function choosePorts(port: number, previous: StackDescription | undefined): Promise<Ports> {
  const before = previous && {
    api: portOf(previous.apiUrl),
    identity: portOf(previous.issuer),
    provider: portOf(previous.provider.origin),
    sink: portOf(previous.sink.url),
  };
  if (port !== 0 && !(await isFree(port))) {
    throw new CannotStartError(`port ${port} is taken; set PORT to another one, or stop what listens there`);
  }
  const derived = (distance: number) => (port === 0 ? [] : [port + distance]);
  const api = port !== 0 ? port : await firstFree([before?.api], []);
  const isSamePlace = before?.api === api;
  const identity = await firstFree(isSamePlace ? [before?.identity] : [], derived(1));
  const provider = await firstFree(isSamePlace ? [before?.provider] : [], derived(2));
  const sink = await firstFree(isSamePlace ? [before?.sink] : [], derived(3));
  return { api, identity, provider, sink, sqs: await freePort(), objects: await freePort(), aws: await freePort() };
}

/**
 * Reserves a port until the returned function is called, right before its owner listens. Otherwise another process or
 * an outgoing connection could take the port during the start.
 */
export async function hold(port: number): Promise<() => Promise<void>> {
  const holder = createServer((_request, response) => response.destroy());
  await listen(holder, port);
  return () => close(holder);
}

/** Listens on 127.0.0.1. Throws `CannotStartError` when the port is occupied. */
export async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) =>
      reject(new CannotStartError(`cannot listen on port ${port}: ${error.message}`, { cause: error })),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** After this many attempts the failure has another cause. */
const choicesMax = 4;

/**
 * Retries the start with new ports if one was taken between its choice and its use, by another stack or an outgoing
 * connection. Any other error is thrown at once.
 */
export async function withPortsOfItsOwn<Started>(start: () => Promise<Started>): Promise<Started> {
  for (let choice = 1; ; choice++) {
    try {
      return await start();
    } catch (error) {
      if (choice === choicesMax || !isPortTaken(error)) throw error;
    }
  }
}

function isPortTaken(error: unknown): boolean {
  if (error instanceof EngineExitedError) return true;
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "EADDRINUSE") || isPortTaken(error.cause);
}

/** Closes a server and its open connections. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function firstFree(wished: readonly (number | undefined)[], derived: readonly number[]): Promise<number> {
  for (const port of [...wished, ...derived]) {
    if (port !== undefined && (await isFree(port))) return port;
  }
  return freePort();
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
