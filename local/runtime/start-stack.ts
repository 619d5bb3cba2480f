import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../../shared/foundation/clock.ts";
import { repositoryRoot, stackFileOf } from "../config.ts";
import type { IssuerKind } from "../identity/issuer-kinds.ts";
import { openKeys } from "../identity/keys.ts";
import { createMint, type MintOptions } from "../identity/mint.ts";
import { emptyStack, switchTriggers } from "./ask-stack.ts";
import { type FunctionAnswer, invokeFunction } from "./invoke-function.ts";
import { runningStack, type StackDescription } from "./stack-file.ts";
import type { TriggerChange } from "./triggers.ts";

export interface StackOptions {
  /** The repository whose product runs; this one by default. */
  readonly root?: string;
  /** A given directory is kept for later starts; by default a temporary one is deleted with the stack. */
  readonly dataDir?: string;
  /** 0, the default, chooses a free port. */
  readonly port?: number;
  readonly hasWorkers?: boolean;
  /** Without schedules the sweep runs only through `invoke`. */
  readonly hasSchedules?: boolean;
  /** How the issuer signs out; default `openid`. */
  readonly issuerKind?: IssuerKind;
  readonly providerDataDir?: string;
  /** JSON, keyed by operation type. */
  readonly lifecycleOverrides?: string;
  /** CDK context, such as `{ "lanes.short.timeoutSeconds": "2" }`. */
  readonly context?: Readonly<Record<string, string>>;
}

/** A stack that runs in its own process. */
export interface StartedStack extends StackDescription {
  readonly stackFile: string;
  readonly dataDir: string;
  /** Invokes a function by its key in `functions`. */
  invoke(key: string, event?: unknown): Promise<FunctionAnswer>;
  /** Issues a bearer token for a seeded user; the options create invalid ones. */
  token(user: string, options?: MintOptions): Promise<string>;
  /** Returns it to the data of a new stack. */
  empty(kinds?: TriggerChange): Promise<void>;
  /** Starts or stops its workers or schedules. */
  switchTriggers(kinds: TriggerChange): Promise<void>;
  /** Stops the stack gracefully, like Ctrl-C. */
  stop(): Promise<void>;
  /** Kills the stack without cleanup. The data directory remains, even a temporary one. */
  kill9(): Promise<void>;
}

/**
 * Starts a complete local stack like `npm start` and resolves when it is ready. Several stacks may run concurrently.
 *
 * It stops when this process exits, however that happens. Throws with the stack's output when it fails to start.
 */
export async function startStack(options: StackOptions = {}): Promise<StartedStack> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "runtruth-"));
  const child = spawn(process.execPath, [path.join("local", "start.ts")], {
    cwd: options.root ?? repositoryRoot,
    env: { ...process.env, ...environmentOf(options, dataDir) },
    stdio: ["pipe", "pipe", "pipe"],
  });
  await untilReady(child);

  const stackFile = stackFileOf(dataDir);
  const stack = runningStack(stackFile);
  const mint = createMint(stack.issuer, await openKeys(path.join(dataDir, "identity")), systemClock);
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await gone;
  };
  return {
    ...stack,
    stackFile,
    dataDir,
    invoke: (key, event = {}) => invokeFunction(stack, key, event),
    token: mint,
    empty: (kinds) => emptyStack(stack, kinds),
    switchTriggers: (kinds) => switchTriggers(stack, kinds),
    async stop() {
      await ended("SIGTERM");
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
    kill9: () => ended("SIGKILL"),
  };
}

/** Unset options are not inherited: the parent's environment may be meant for another stack. */
function environmentOf(options: StackOptions, dataDir: string): NodeJS.ProcessEnv {
  return {
    PORT: String(options.port ?? 0),
    LOCAL_DATA_DIR: dataDir,
    LOCAL_WORKERS: options.hasWorkers === false ? "off" : "on",
    LOCAL_SCHEDULES: options.hasSchedules === false ? "off" : "on",
    LOCAL_ISSUER: options.issuerKind ?? "openid",
    LOCAL_PROVIDER_DATA_DIR: options.providerDataDir,
    LOCAL_ENDS_WITH_INPUT: "1",
    OPERATION_LIFECYCLE_OVERRIDES: options.lifecycleOverrides,
    SYNTH_CONTEXT: JSON.stringify(options.context ?? {}),
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("is ready at")) resolve();
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`the local stack did not start: ${said.trim()}`)));
  });
}
