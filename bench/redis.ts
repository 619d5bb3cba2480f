import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../local/engines/process.ts";
import { programIn } from "./peer-packages.ts";

export interface Redis {
  readonly url: string;
  readonly pid: number;
  /** One command; returns its response as text. */
  ask(command: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a temporary Redis on 127.0.0.1 with its append-only file flushed every second, as its documentation advises. */
export async function startRedis(): Promise<Redis> {
  const program = programIn(["/usr/bin/redis-server", "/usr/local/bin/redis-server"], "redis-server");
  const folder = mkdtempSync(join(tmpdir(), "runtruth-redis-"));
  const port = await freePort();
  const settings = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "yes",
    "--appendfsync",
    "everysec",
    "--maxmemory-policy",
    "noeviction",
  ];
  const server = spawn(program, settings, { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const ask = (command: string) => askOnce(port, command);
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await ask("PING").catch(() => "")).startsWith("+PONG")) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: server.pid ?? 0,
    ask,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function askOnce(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(`${command}\r\nQUIT\r\n`));
    let text = "";
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    socket.on("error", reject).on("end", () => resolve(text));
  });
}
