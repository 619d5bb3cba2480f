import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

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
const assembliesKept = 8;

/**
 * Synthesizes the application, or finds the assembly that an earlier start made of the same sources and context.
 *
 * Assemblies live in the repository, because bundles take their SDK from its `node_modules`. Two starts at once
 * may both synthesize; the first one finished is kept, so nobody ever reads half an assembly.
 */
export async function synthesize(root: string, context: Readonly<Record<string, unknown>>): Promise<Synthesis> {
  const assemblies = path.join(root, ".local", "assembly");
  const folder = path.join(assemblies, hashOf(root, context));
  if (existsSync(path.join(folder, "manifest.json"))) {
    const now = new Date();
    utimesSync(folder, now, now);
    return { folder, reused: true };
  }

  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await runApplication(root, unfinished, context);
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      if (!existsSync(path.join(folder, "manifest.json"))) throw error;
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  forgetOldest(assemblies);
  return { folder, reused: false };
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
  const complete = readdirSync(assemblies)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ name, usedAt: statSync(path.join(assemblies, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt);
  for (const { name } of complete.slice(assembliesKept))
    rmSync(path.join(assemblies, name), { recursive: true, force: true });
}
