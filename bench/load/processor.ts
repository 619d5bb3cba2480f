import { readdirSync, readFileSync } from "node:fs";
import { rounded } from "../statistics.ts";

/** Processor time in milliseconds of a process, its threads by name, and its child processes by name. */
export interface ProcessorTimes {
  readonly total: number;
  readonly parts: ReadonlyMap<string, number>;
}

/** Linux counts processor time in hundredths of a second. */
const tickMilliseconds = 10;

/** What a name of the system means; the threads of functions and engines have names of their own. */
const meanings: Readonly<Record<string, string>> = {
  MainThread: "gateway, queues, triggers, provider and sign-in",
  node: "gateway, queues, triggers, provider and sign-in",
  V8Worker: "compilation and garbage collection",
  "libuv-worker": "files and name resolution",
};

/**
 * Processor time since the start of a process, in user and system mode. Threads with equal names are summed. Undefined
 * where the system does not report it.
 */
export function processorTimes(pid: number): ProcessorTimes | undefined {
  try {
    const parts = new Map<string, number>();
    const add = (name: string, milliseconds: number) => parts.set(name, (parts.get(name) ?? 0) + milliseconds);
    let total = used(`/proc/${pid}/stat`).milliseconds;
    let threads = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const { name, milliseconds } = used(`/proc/${pid}/task/${thread}/stat`);
      add(meanings[name] ?? name, milliseconds);
      threads += milliseconds;
    }
    add("ended threads", total - threads);
    for (const child of descendants(pid)) {
      const { name, milliseconds } = used(`/proc/${child}/stat`);
      add(name, milliseconds);
      total += milliseconds;
    }
    return { total, parts };
  } catch {
    return undefined;
  }
}

/** Milliseconds for each run since then, in total and by part, most expensive first; parts below 0.05 ms are left out. */
export function processorPerRun(before: ProcessorTimes | undefined, after: ProcessorTimes | undefined, runs: number) {
  if (before === undefined || after === undefined || runs === 0) return undefined;
  const parts = [...after.parts]
    .map(([name, milliseconds]) => [name, rounded((milliseconds - (before.parts.get(name) ?? 0)) / runs)] as const)
    .filter(([, milliseconds]) => milliseconds >= 0.05)
    .toSorted((a, b) => b[1] - a[1]);
  return { total: rounded((after.total - before.total) / runs), parts: Object.fromEntries(parts) };
}
export type ProcessorPerRun = NonNullable<ReturnType<typeof processorPerRun>>;

function used(file: string) {
  const text = readFileSync(file, "utf8");
  // The name stands in parentheses and may contain spaces; user and system time are the 12th and 13th field after it.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { name: text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")), milliseconds: ticks * tickMilliseconds };
}

function descendants(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    const children = readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean);
    return children.flatMap((child) => [child, ...descendants(Number(child))]);
  });
}
