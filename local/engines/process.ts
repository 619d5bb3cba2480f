import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** An engine that runs in its own process. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** True until the process exits. */
  isAlive(): boolean;
  /** Stops the process and resolves after its exit. */
  stop(): Promise<void>;
}

/**
 * The shell stops the engine when its stdin closes. So the engine never outlives its parent, not even after SIGKILL,
 * and a restart finds the database file unlocked.
 */
const endWithStarter =
  'exec 3<&0; "$@" 3<&- </dev/null & engine=$!; (cat <&3 >/dev/null; kill "$engine" 2>/dev/null) & wait "$engine"';

/** Starts a program that stops with this process. Its output is discarded. */
export function startProcess(command: string, args: readonly string[], directory?: string): EngineProcess {
  const child = spawn("sh", ["-c", endWithStarter, "engine", command, ...args], {
    stdio: ["pipe", "ignore", "ignore"],
    // Ctrl-C signals the whole process group, but the engine must run until its clients have stopped.
    detached: true,
    ...(directory === undefined ? {} : { cwd: directory }),
  });
  // Closing the pipe stops the engine. An EPIPE from an engine that has already exited is expected.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  let alive = true;
  ended.then(() => {
    alive = false;
  });

  return {
    pid: child.pid,
    isAlive: () => alive,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** A currently free port. Another process may take it before it is used; the start then fails. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}

/** An engine exited before it was ready, usually because its port is occupied. */
export class EngineExitedError extends Error {
  override readonly name = "EngineExitedError";
}

/**
 * Waits for any HTTP response from the endpoint.
 *
 * Throws `EngineExitedError` if the engine exits first, and an error with the engine's name after 60 s.
 */
export async function waitUntilAnswering(endpoint: string, engine: EngineProcess, name: string): Promise<void> {
  const giveUpAt = performance.now() + 60_000;
  while (performance.now() < giveUpAt) {
    if (!engine.isAlive()) throw new EngineExitedError(`${name} ended before it answered at ${endpoint}`);
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer) {
      await answer.arrayBuffer();
      return;
    }
    await wait(10);
  }
  throw new Error(`${name} did not answer at ${endpoint} within 60 s`);
}
