import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { describeMachine } from "../report.ts";
import { rounded } from "../statistics.ts";

const folder = new URL("../../docs/benchmarks/", import.meta.url).pathname;

/** Stores the figures of one kind of drive, with date and machine. */
export function writeResults(name: "load" | "soak", results: unknown): void {
  const machine = { ...describeMachine(), loadAfter: rounded(loadavg()[0] ?? 0, 2) };
  const report = { benchmark: name, command: commands[name], measuredAt: new Date().toISOString(), machine, results };
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
}

const commands = { load: "npm run load", soak: "npm run load -- --soak --seconds 600" } as const;
