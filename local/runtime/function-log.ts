import { createWriteStream, mkdirSync, truncateSync } from "node:fs";
import path from "node:path";

/** The log of one function. */
export interface FunctionLog {
  /** Writes function output; JSON lines are kept unchanged, other lines are wrapped in JSON. */
  append(text: string): void;
  /** Writes a line of the runtime itself, such as the report of an invocation. */
  note(line: Readonly<Record<string, unknown>>): void;
  /** Removes all lines. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Lines of this time are written at once: a write takes longer than a line. */
const gatherMilliseconds = 50;

/** Opens `<folder>/<name>.jsonl` for appending. */
export function openFunctionLog(folder: string, name: string): FunctionLog {
  mkdirSync(folder, { recursive: true });
  const place = path.join(folder, `${name}.jsonl`);
  const file = createWriteStream(place, { flags: "a" });
  let unfinished = "";
  let gathered = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered !== "") file.write(gathered);
    gathered = "";
  };
  const write = (line: string) => {
    if (line.trim() === "") return;
    gathered += `${line.startsWith("{") ? line : JSON.stringify({ message: line })}\n`;
    timer ??= setTimeout(flush, gatherMilliseconds);
  };

  return {
    append(text) {
      const lines = (unfinished + text).split("\n");
      unfinished = lines.pop() ?? "";
      for (const line of lines) write(line);
    },
    note: (line) => write(JSON.stringify(line)),
    async empty() {
      unfinished = "";
      flush();
      // After all earlier writes, which the system may still be busy with.
      await new Promise((resolve) => file.write("", resolve));
      truncateSync(place);
    },
    close() {
      write(unfinished);
      flush();
      return new Promise((resolve) => file.end(() => resolve()));
    },
  };
}
