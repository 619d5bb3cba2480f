import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";

/** The log of one function. */
export interface FunctionLog {
  /** Output of the function; JSON lines are kept as they are, anything else is wrapped into one. */
  append(text: string): void;
  /** A line of the runtime itself, such as the end of an invocation. */
  note(line: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

/** Opens `<folder>/<name>.jsonl` for appending. */
export function openFunctionLog(folder: string, name: string): FunctionLog {
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(path.join(folder, `${name}.jsonl`), { flags: "a" });
  let unfinished = "";
  const write = (line: string) => {
    if (line.trim() !== "") file.write(`${line.startsWith("{") ? line : JSON.stringify({ message: line })}\n`);
  };

  return {
    append(text) {
      const lines = (unfinished + text).split("\n");
      unfinished = lines.pop() ?? "";
      for (const line of lines) write(line);
    },
    note: (line) => write(JSON.stringify(line)),
    close() {
      write(unfinished);
      return new Promise((resolve) => file.end(() => resolve()));
    },
  };
}
