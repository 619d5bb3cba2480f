import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import * as z from "zod";
import { clientExternals } from "./client-externals.ts";

/**
 * Packs the clients as a user installs them: `npm run build:clients -- <folder>` writes a tarball of each. They need
 * nothing from a registry: the command is one file, and the library carries its only dependency. Beside them stands the
 * verifier of signed files as one page.
 */
const root = path.resolve(import.meta.dirname, "..");
const folder = path.resolve(process.argv[2] ?? path.join(root, ".local", "clients"));
const manifest = z.looseObject({ version: z.string() });
const carried = ["openapi-fetch", "openapi-typescript-helpers"] as const;

rmSync(folder, { recursive: true, force: true });
await packSdk();
await packCommand("cli", "runtruth");
await packCommand("mcp", "runtruth-mcp");
await packCommand("conformance", "runtruth-conformance");
execFileSync(process.execPath, [path.join(root, "console/build-verify-page.ts"), path.join(folder, "verify.html")]);

async function packSdk(): Promise<void> {
  const staged = stage("sdk");
  await build({
    entryPoints: [path.join(root, "clients/sdk/src/sdk.ts")],
    outfile: path.join(staged, "dist/sdk.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    external: [...carried],
  });
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  const project = path.join(root, "clients/sdk/tsconfig.json");
  execFileSync(process.execPath, [compiler, "-p", project, "--outDir", path.join(staged, "dist")], {
    stdio: "inherit",
  });
  for (const name of carried) {
    cpSync(path.join(root, "node_modules", name), path.join(staged, "node_modules", name), { recursive: true });
  }
  editManifest(staged, { dependencies: Object.fromEntries(carried.map(versionOf)), bundleDependencies: carried });
  pack(staged);
}

async function packCommand(name: string, command: string): Promise<void> {
  const staged = stage(name);
  await build({
    entryPoints: [path.join(root, `clients/${name}/src/main.ts`)],
    outfile: path.join(staged, `dist/${command}.js`),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: [...clientExternals],
    minify: true,
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
    },
  });
  pack(staged);
}

/** A folder with the client's own files; what is built is added to it. */
function stage(name: string): string {
  const staged = path.join(folder, name);
  mkdirSync(staged, { recursive: true });
  for (const file of ["package.json", "README.md"])
    cpSync(path.join(root, "clients", name, file), path.join(staged, file));
  cpSync(path.join(root, "LICENSE"), path.join(staged, "LICENSE"));
  return staged;
}

function versionOf(name: string): [string, string] {
  return [
    name,
    manifest.parse(JSON.parse(readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8"))).version,
  ];
}

function editManifest(staged: string, added: object): void {
  const file = path.join(staged, "package.json");
  writeFileSync(file, JSON.stringify({ ...manifest.parse(JSON.parse(readFileSync(file, "utf8"))), ...added }, null, 2));
}

function pack(staged: string): void {
  const options = ["pack", "--silent", "--pack-destination", folder];
  execFileSync("npm", options, { cwd: staged, stdio: ["ignore", "inherit", "inherit"] });
}
