import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bundle, bytesByPackage, handlerOf, lambdas } from "../../bench/bundles.ts";
import { bomOfLock } from "../../tools/bill-of-materials.ts";

const project = resolve(import.meta.dirname, "../..");
const textOf = (path: string) => readFileSync(resolve(project, path), "utf8");
const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions, scripts: versions })
  .parse(JSON.parse(textOf("package.json")));

/** Direct dependencies that another direct dependency includes anyway, so that they add no code. */
const broughtBy = (name: string) =>
  Object.keys(
    z.object({ dependencies: versions.default({}) }).parse(JSON.parse(textOf(`node_modules/${name}/package.json`)))
      .dependencies,
  );

/** Every package file in the console's bundle; vite resolves them by the same rules. */
async function consoleInputs(): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [resolve(project, "console/src/main.tsx")],
    absWorkingDir: project,
    bundle: true,
    splitting: true,
    format: "esm",
    jsx: "automatic",
    outdir: "console-inputs",
    write: false,
    metafile: true,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".svg": "file", ".woff": "file", ".woff2": "file", ".png": "file" },
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

/** The package of a file, as `name@version` of the resolved copy. */
function packageOf(path: string): readonly string[] {
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  if (folder === undefined) return [];
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(textOf(`${folder}/package.json`)));
  return [`${name}@${version}`];
}

const bundles = await Promise.all(lambdas.map(async (lambda) => [lambda, await bundle(handlerOf(lambda))] as const));
const shippedFiles = [...bundles.flatMap(([, { inputs }]) => Object.keys(inputs)), ...(await consoleInputs())];
const shipped = new Set(shippedFiles.flatMap(packageOf));

describe("a shipped package", () => {
  it("is listed in the bill of materials, for each bundle and the console", () => {
    const { components } = bomOfLock(project, textOf("package-lock.json"));
    const listed = new Set(components.map((one) => one["bom-ref"]));

    expect([...shipped].filter((name) => name.startsWith("react-dom@"))).toHaveLength(1);
    expect([...shipped].filter((name) => !listed.has(name))).toEqual([]);
  });

  it.each(bundles)("in the bundle of %s is one of at most 8 direct dependencies", (_lambda, { inputs }) => {
    const named = Object.keys(bytesByPackage(inputs)).filter((name) => manifest.dependencies[name] !== undefined);
    const brought = new Set(named.flatMap(broughtBy));
    const direct = named.filter((name) => !brought.has(name));

    expect(direct).toContain("zod");
    expect(direct.length, direct.join(", ")).toBeLessThanOrEqual(8);
  });

  it("is a dependency of a Lambda, an operator command or the console", () => {
    const names = new Set([...shipped].map((one) => one.slice(0, one.lastIndexOf("@"))));

    expect(Object.keys(manifest.dependencies).filter((name) => !names.has(name))).toEqual([]);
  });

  it("has an exact version and is installed from the lock file only", () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

const step = z.object({ name: z.string().optional(), uses: z.string().optional(), run: z.string().optional() });
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({ needs: z.string().optional(), permissions: versions.optional(), steps: z.array(step) }),
  ),
});

describe("the workflow", () => {
  // The CDK's YAML parser; nothing else reads YAML.
  const { parse } = z
    .object({ parse: z.custom<(text: string) => unknown>((value) => typeof value === "function") })
    .parse(createRequire(resolve(project, "node_modules/aws-cdk-lib/package.json"))("yaml"));
  const text = textOf(".github/workflows/ci.yml");
  const { permissions, jobs } = workflow.parse(parse(text));
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("checks, tests, synthesizes and diffs before it deploys staging, then production", () => {
    expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
      ["test", undefined],
      ["diff", "test"],
      ["staging", "diff"],
      ["production", "staging"],
    ]);
    const commands = steps.map(({ run }) => run ?? "").join("\n");
    for (const command of [
      "npm ci",
      "npm test",
      "npm audit --omit=dev",
      "npm run -s synth",
      "cdk diff",
      "cdk deploy",
    ]) {
      expect(commands).toContain(command);
    }
  });

  it("stores no credentials and assumes short-lived roles for deployments only", () => {
    expect(permissions).toEqual({ contents: "read" });
    expect(text).not.toMatch(/secrets\.|aws-access-key-id|AKIA/);
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.permissions?.["id-token"]).toBe(name === "test" ? undefined : "write");
    }
  });

  it("pins the version of each action and runs only existing scripts", () => {
    const actions = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    const commands = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = ""]) => name);

    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([]);
    expect(commands.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
  });
});
