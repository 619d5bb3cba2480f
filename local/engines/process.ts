import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** An engine in a process of its own. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** True until the engine has ended, for whatever reason. */
  isAlive(): boolean;
  /** Ends the engine and resolves once it is gone. */
  stop(): Promise<void>;
}

/**
 * The shell keeps standard input open to us and ends the engine when that closes. So the engine never
 * outlives its starter, not even one that was killed, and a restart finds the database file free.
 */
const endWithStarter =
  'exec 3<&0; "$@" 3<&- </dev/null & engine=$!; (cat <&3 >/dev/null; kill "$engine" 2>/dev/null) & wait "$engine"';

/** Starts a program whose life ends with ours. Its output is dropped: an engine has nothing to say to our reader. */
export function startProcess(command: string, args: readonly string[], directory?: string): EngineProcess {
  const child = spawn("sh", ["-c", endWithStarter, "engine", command, ...args], {
    stdio: ["pipe", "ignore", "ignore"],
    // Ctrl-C reaches a terminal's whole group; the engine is still needed while its users finish.
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

/** An engine ended before it answered; it does not say why, and a taken port is the usual cause. */
export class EngineEnded extends Error {
  override readonly name = "EngineEnded";
}

/**
 * Waits until something at this address answers HTTP, whatever it answers.
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
