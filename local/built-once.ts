import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { tryLock } from "./file-lock.ts";

/** Something that is made from sources and good for as long as they stay as they are. */
interface Making {
  /** The repository; what is made lives in its `.local`. */
  readonly root: string;
  /** What is made, as the name of a folder. */
  readonly name: string;
  /** Files and folders of the repository that decide what comes out; one that is absent decides too. */
  readonly inputs: readonly string[];
  /** What else decides. */
  readonly settings: string;
  /** A file that is there when everything is. */
  readonly proof: string;
  /** How many are kept: more than there are different ones in use at one time. */
  readonly kept: number;
  make(folder: string): Promise<void>;
}

export interface Built {
  readonly folder: string;
  /** True when an earlier one of the same inputs was taken. */
  readonly reused: boolean;
}

/**
 * Makes something, or finds what an earlier start made of the same inputs. Of two starts at once one makes it and the
 * other waits; it gets its name when it is whole, so nobody reads half of one.
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
  const whole = readdirSync(all)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ name, usedAt: statSync(path.join(all, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt);
  for (const { name } of whole.slice(kept)) {
    for (const end of ["", ".lock"]) rmSync(path.join(all, name + end), { recursive: true, force: true });
  }
}
