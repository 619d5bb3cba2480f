import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** An engine in its own process. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** True until the engine exits. */
  isAlive(): boolean;
  /** Stops the engine and resolves after its exit. */
  stop(): Promise<void>;
}

/**
 * The shell ends the engine when its stdin closes. So the engine never outlives its parent, not even a killed one, and a
 * restart finds the database file unlocked.
 */
const endWithStarter =
  'exec 3<&0; "$@" 3<&- </dev/null & engine=$!; (cat <&3 >/dev/null; kill "$engine" 2>/dev/null) & wait "$engine"';

/** Starts a program that ends with this process. Its output is discarded. */
export function startProcess(command: string, args: readonly string[], directory?: string): EngineProcess {
  const child = spawn("sh", ["-c", endWithStarter, "engine", command, ...args], {
    stdio: ["pipe", "ignore", "ignore"],
    // Ctrl-C signals the whole process group, but the engine is needed until its clients have stopped.
    detached: true,
    ...(directory === undefined ? {} : { cwd: directory }),
  });
  // A closed pipe is how the engine learns of the end; the engine gone first is no surprise either.
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

/** A port that is free now. Another process may take it before the caller does; that start then fails. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}

/** An engine exited before it was ready; the usual cause is an occupied port. */
export class EngineEnded extends Error {
  override readonly name = "EngineEnded";
}

/**
 * Waits until the address answers HTTP with any status.
 *
 * Throws `EngineEnded` when the engine ends first, and when 60 s have passed, naming the engine.
 */
export async function untilAnswering(endpoint: string, engine: EngineProcess, name: string): Promise<void> {
  const giveUpAt = performance.now() + 60_000;
  while (performance.now() < giveUpAt) {
    if (!engine.isAlive()) throw new EngineEnded(`${name} ended before it answered at ${endpoint}`);
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer) {
      await answer.arrayBuffer();
      return;
    }
    await wait(10);
  }
  throw new Error(`${name} did not answer at ${endpoint} within 60 s`);
}
