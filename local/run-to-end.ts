import { spawn } from "node:child_process";

interface Program {
  readonly root: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** The output and the exit code of a program. */
interface End {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a Node program in the repository to completion. */
export async function runToEnd({ root, arguments: given, environment }: Program): Promise<End> {
  const program = spawn(process.execPath, given, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once("error", reject);
    program.once("close", resolve);
  });
  return { code, output };
}
