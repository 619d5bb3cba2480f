import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { tryLock } from "./file-lock.ts";

/** A build result that is valid while its inputs are unchanged. */
interface Making {
  /** The repository; results are stored in its `.local`. */
  readonly root: string;
  /** The name of the result's folder. */
  readonly name: string;
  /** Input files and folders of the repository; an absent one counts as well. */
  readonly inputs: readonly string[];
  /** Other inputs. */
  readonly settings: string;
  /** A file that exists when the result is complete. */
  readonly proof: string;
  /** The number of kept results: more than are in use at one time. */
  readonly kept: number;
  make(folder: string): Promise<void>;
}

export interface Built {
  readonly folder: string;
  /** True when an earlier result was reused. */
  readonly reused: boolean;
}

/**
 * Builds something, or reuses the result of an earlier start with the same inputs. Of two concurrent starts one builds and
 * the other waits. The result is renamed when it is complete, so that no process reads a partial one.
 */
export async function builtOnce({ root, name, inputs, settings, proof, kept, make }: Making): Promise<Built> {
  const all = path.join(root, ".local", name);
  const folder = path.join(all, hashOf(root, inputs, settings));
  const isWhole = () => existsSync(path.join(folder, proof));
  mkdirSync(all, { recursive: true });
  for (;;) {
    if (isWhole()) {
      const now = new Date();
      utimesSync(folder, now, now);
      return { folder, reused: true };
    }
    const release = tryLock(`${folder}.lock`);
    if (release === undefined) {
      await wait(100);
      continue;
    }
    try {
      if (isWhole()) continue;
      const unfinished = `${folder}.unfinished`;
      rmSync(unfinished, { recursive: true, force: true });
      await make(unfinished);
      renameSync(unfinished, folder);
      forgetOldest(all, kept);
      return { folder, reused: false };
    } finally {
      release();
    }
  }
}

function hashOf(root: string, inputs: readonly string[], settings: string): string {
  const hash = createHash("sha256").update(settings).update(process.version);
  for (const file of inputs.flatMap((input) => filesIn(root, input))) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

function filesIn(root: string, name: string): string[] {
  const full = path.join(root, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full)
    .sort()
    .flatMap((child) => filesIn(root, path.join(name, child)));
}

function forgetOldest(all: string, kept: number): void {
  const complete = readdirSync(all)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ name, usedAt: statSync(path.join(all, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt);
  for (const { name } of complete.slice(kept)) {
    for (const end of ["", ".lock"]) rmSync(path.join(all, name + end), { recursive: true, force: true });
  }
}
