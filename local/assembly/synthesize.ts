import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { tryLock } from "../file-lock.ts";

/** The stack could not be synthesized; the message carries what the application said. */
export class SynthesisFailed extends Error {
  override readonly name = "SynthesisFailed";
}

export interface Synthesis {
  /** Where the assembly is. */
  readonly folder: string;
  /** True when an earlier assembly of the same inputs was taken. */
  readonly reused: boolean;
}

/** What decides what is synthesized. The lock file stands for every installed package. */
const inputs = ["infra", "shared", "functions", "console/dist", "package-lock.json", "cdk.json", "tsconfig.json"];
/** More than there are different stacks at one time: a running one still loads its bundles from here. */
const assembliesKept = 24;

/**
 * Synthesizes the application, or finds the assembly that an earlier start made of the same sources and context.
 *
 * Assemblies live in the repository, because bundles take their SDK from its `node_modules`. Of two starts at once
 * one synthesizes and the other waits for it; an assembly gets its name when it is whole, so nobody reads half of one.
 */
export async function synthesize(root: string, context: Readonly<Record<string, unknown>>): Promise<Synthesis> {
  const assemblies = path.join(root, ".local", "assembly");
  const folder = path.join(assemblies, hashOf(root, context));
  mkdirSync(assemblies, { recursive: true });
  for (;;) {
    if (isWhole(folder)) {
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
      if (isWhole(folder)) continue;
      const unfinished = `${folder}.unfinished`;
      rmSync(unfinished, { recursive: true, force: true });
      await runApplication(root, unfinished, context);
      renameSync(unfinished, folder);
      forgetOldest(assemblies);
      return { folder, reused: false };
    } finally {
      release();
    }
  }
}

function isWhole(folder: string): boolean {
  return existsSync(path.join(folder, "manifest.json"));
}

function hashOf(root: string, context: Readonly<Record<string, unknown>>): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(Object.entries(context).sort()))
    .update(process.version);
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

/** What the CDK's own command line would pass. The application is run directly: that saves seconds on every start. */
function contextOf(root: string, context: Readonly<Record<string, unknown>>): string {
  const file = path.join(root, "cdk.json");
  const settings = z
    .object({ context: z.record(z.string(), z.unknown()).default({}) })
    .parse(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
  return JSON.stringify({
    "aws:cdk:enable-path-metadata": true,
    "aws:cdk:disable-version-reporting": true,
    ...settings.context,
    ...context,
  });
}

async function runApplication(root: string, outputFolder: string, context: Readonly<Record<string, unknown>>) {
  const bin = path.join(root, "node_modules", ".bin");
  const application = spawn(process.execPath, [path.join("infra", "app.ts")], {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
      CDK_OUTDIR: outputFolder,
      CDK_CONTEXT_JSON: contextOf(root, context),
      NODE_NO_WARNINGS: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  application.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  application.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    application.once("error", reject);
    application.once("close", resolve);
  });
  if (code !== 0) throw new SynthesisFailed(`the application could not be synthesized:\n${said.slice(-4000)}`);
}

function forgetOldest(assemblies: string): void {
  const whole = readdirSync(assemblies)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ name, usedAt: statSync(path.join(assemblies, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt);
  for (const { name } of whole.slice(assembliesKept)) {
    for (const end of ["", ".lock"]) rmSync(path.join(assemblies, name + end), { recursive: true, force: true });
  }
}
