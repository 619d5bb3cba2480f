import { spawn } from "node:child_process";

interface Program {
  readonly root: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** What a program said and how it ended. */
interface End {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a Node program in the repository until it ends. */
export async function runToEnd({ root, arguments: given, environment }: Program): Promise<End> {
  const program = spawn(process.execPath, given, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once("error", reject);
    program.once("close", resolve);
  });
  return { code, said };
}
