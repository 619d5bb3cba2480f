import { execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { builtOnce } from "../../local/build-cache.ts";
import { repositoryRoot } from "../../local/config.ts";

const run = promisify(execFile);

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What the clients are made of. The lock file stands for every installed package. */
const inputs = ["clients", "console", "shared", "tools", "LICENSE", "tsconfig.json", "package-lock.json"];

/**
 * Packs the clients and installs them without a registry, as a user does with the tarballs; once for the same sources.
 */
function packedAndInstalled() {
  return builtOnce({
    ...{ root: repositoryRoot, name: "installed-clients", inputs, settings: "", proof: "node_modules", kept: 2 },
    async make(folder) {
      const packed = path.join(folder, "packed");
      await run(process.execPath, [path.join(repositoryRoot, "tools", "build-clients.ts"), packed]);
      writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
      const names = ["runtruth", "runtruth-mcp", "runtruth-sdk", "runtruth-conformance"];
      const tarballs = names.map((name) => path.join(packed, `${name}-0.1.0.tgz`));
      await run("npm", ["install", "--offline", "--no-audit", "--no-fund", ...tarballs], { cwd: folder });
    },
  });
}

/** A folder outside of the repository with the installed clients, for one user. */
export async function installClients() {
  const installed = await packedAndInstalled();
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-clients-"));
  cpSync(installed.folder, folder, { recursive: true, verbatimSymlinks: true });

  /** Runs the installed command. `onError` sees the error stream while the command runs. */
  function command(
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
    onError?: (said: string) => void,
    name = "runtruth",
  ) {
    const child = spawn(path.join(folder, "node_modules", ".bin", name), words, {
      env: { PATH: process.env.PATH, HOME: folder, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stderr.setEncoding("utf8").on("data", (said: string) => onError?.(said));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    return Promise.all([ended, text(child.stdout), text(child.stderr)]).then(
      ([code, out, err]): Ended => ({ code, out: out.trim(), err: err.trim() }),
    );
  }

  return { folder, command, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
