import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { freePort } from "../local/engines/process.ts";
import { loadPeer, PeerMissingError, programIn } from "./peer-packages.ts";

interface Failing {
  on(event: "error", listener: (error: unknown) => void): unknown;
}

/** The used part of a PostgreSQL connection pool. */
export interface Pool extends Failing {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  end(): Promise<void>;
  on(event: "error", listener: (error: unknown) => void): unknown;
  on(event: "connect", listener: (client: Failing) => void): unknown;
}
interface PoolConstructor {
  new (options: { readonly connectionString: string; readonly max?: number }): Pool;
}

export interface Postgres {
  readonly connectionString: string;
  readonly version: string;
  /** The server's main process; its CPU time with its children is the store's own work. */
  readonly pid: number;
  connect(connections?: number): Promise<Pool>;
  stop(): Promise<void>;
}

const driver = z.object({ Pool: z.custom<PoolConstructor>((value) => typeof value === "function") });
const installed = "/usr/lib/postgresql";

/**
 * Starts a temporary cluster on 127.0.0.1 as an unprivileged user, because the server refuses to run as root. Settings are
 * the packaged defaults except the number of connections; every commit is flushed to disk.
 */
export async function startPostgres(): Promise<Postgres> {
  const loaded: unknown = await loadPeer("pg");
  const { Pool } = driver.parse(z.object({ default: z.unknown() }).parse(loaded).default);
  const bin = binFolder();
  const folder = mkdtempSync(join(tmpdir(), "runtruth-postgres-"));
  const person = unprivileged();
  if (person !== undefined) chownSync(folder, person.uid, person.gid);
  const data = join(folder, "data");
  const quiet = { stdio: "ignore" as const, ...person };
  execFileSync(join(bin, "initdb"), ["-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8"], quiet);
  const port = await freePort();
  const settings = [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "max_connections=200",
    "-c",
    `unix_socket_directories=${folder}`,
  ];
  const server = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings], quiet);
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const connectionString = `postgres://bench@127.0.0.1:${port}/postgres`;
  const pools: Pool[] = [];
  const connect = async (max = 10) => {
    const pool = new Pool({ connectionString, max });
    // The server ends idle connections when it stops.
    pool.on("error", () => undefined);
    pool.on("connect", (client) => client.on("error", () => undefined));
    pools.push(pool);
    return pool;
  };
  const { rows } = await waitUntilAnswering(await connect(1));
  return {
    connectionString,
    version: String(rows[0]?.server_version),
    pid: server.pid ?? 0,
    connect,
    async stop() {
      await Promise.all(pools.map((pool) => pool.end()));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binFolder(): string {
  let versions: string[] = [];
  try {
    versions = readdirSync(installed).toSorted();
  } catch {
    throw new PeerMissingError(`${installed} is missing. Run: apt-get install postgresql`);
  }
  const places = versions.toReversed().map((version) => join(installed, version, "bin"));
  return programIn(places, "postgresql");
}

/** The user that runs the server when we are root: the one its package created. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function waitUntilAnswering(pool: Pool) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await pool.query("SHOW server_version");
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
