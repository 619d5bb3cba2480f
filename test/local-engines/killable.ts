import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** A script of this folder in a process of its own; it has said its endpoint and can be killed without warning. */
export async function startInOwnProcess(script: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return {
    endpoint: String(line).trim(),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
