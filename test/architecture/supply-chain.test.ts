import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bundle, handlerOf, lambdas, packagesOf } from "../../bench/bundles.ts";
import { verifierAlias } from "../../console/verifier-alias.ts";
import { consoleBuildInputs } from "../../local/console/build.ts";
import { bomOfLock } from "../../tools/bill-of-materials.ts";
import { clientExternals } from "../../tools/client-externals.ts";

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

/** What only files and mail for people need, loaded on first use; `bundles.test.ts` says which bundles have them (ADR 0021). */
const forPeople: ReadonlySet<string> = new Set([
  "@aws-sdk/client-sesv2",
  "@aws-sdk/client-s3",
  "@aws-sdk/client-kms",
  "@aws-sdk/s3-request-presigner",
  "fflate",
]);

/** Every package file in the console's bundle; vite resolves them by the same rules. */
async function consoleInputs(): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [resolve(project, "console/src/main.tsx")],
    absWorkingDir: project,
    alias: verifierAlias,
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

/** Every package file in the packed clients. */
async function clientInputs(): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: ["sdk/src/sdk.ts", "cli/src/main.ts", "mcp/src/main.ts", "conformance/src/main.ts"].map((path) =>
      resolve(project, "clients", path),
    ),
    absWorkingDir: project,
    bundle: true,
    platform: "node",
    format: "esm",
    outdir: "client-inputs",
    external: [...clientExternals],
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  return Object.keys(metafile.inputs);
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
const shippedFiles = [
  ...bundles.flatMap(([, { inputs }]) => inputs),
  ...(await consoleInputs()),
  ...(await clientInputs()),
];
const shipped = new Set(shippedFiles.flatMap(packageOf));

describe("a shipped package", () => {
  it("is listed in the bill of materials wherever it is shipped", () => {
    const { components } = bomOfLock(project, textOf("package-lock.json"));
    const listed = new Set(components.map((one) => one["bom-ref"]));

    expect([...shipped].filter((name) => name.startsWith("react-dom@"))).toHaveLength(1);
    expect([...shipped].filter((name) => !listed.has(name))).toEqual([]);
  });

  it.each(bundles)("in the bundle of %s is one of at most 9 direct dependencies", (_lambda, { inputs }) => {
    const named = packagesOf(inputs).filter(
      (name) => manifest.dependencies[name] !== undefined && !forPeople.has(name),
    );
    const brought = new Set(named.flatMap(broughtBy));
    const direct = named.filter((name) => !brought.has(name));

    expect(direct).toContain("zod");
    expect(direct.length, direct.join(", ")).toBeLessThanOrEqual(9);
  });

  it("in the console comes from the inputs of its build", async () => {
    const own = (await consoleInputs()).filter((input) => !input.includes("node_modules/"));
    const isInput = (input: string) =>
      consoleBuildInputs.some((known) => input === known || input.startsWith(`${known}/`));

    expect(own.filter((input) => !isInput(input))).toEqual([]);
  });

  it("is a dependency of a Lambda, an operator command, the console or a client", () => {
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
  const deploy = "./.github/actions/deploy";

  it("checks, tests, synthesizes and diffs before it deploys staging, then production", () => {
    expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
      ["test", undefined],
      ["diff", "test"],
      ["staging", "diff"],
      ["production", "staging"],
    ]);
    const commands = steps.map(({ run }) => run ?? "").join("\n");
    for (const command of ["npm ci", "npm test", "npm audit --omit=dev", "npm run -s synth", "cdk diff"]) {
      expect(commands).toContain(command);
    }
    const deploying = Object.entries(jobs).filter(([, job]) => job.steps.some(({ uses }) => uses === deploy));
    expect(deploying.map(([name]) => name)).toEqual(["staging", "production"]);
    expect(textOf(".github/actions/deploy/action.yml")).toContain("cdk deploy");
  });

  it("tests staging from outside after its deployment", () => {
    const done = jobs.staging?.steps.map(({ uses, run = "" }) => uses ?? run) ?? [];

    expect(done.findIndex((one) => one.includes("npm run -s smoke"))).toBeGreaterThan(done.indexOf(deploy));
    expect(done).toContain(deploy);
  });

  it.each(["workflows/ci.yml", "actions/deploy/action.yml"])("pins every action by its commit in %s", (file) => {
    const used = [...textOf(`.github/${file}`).matchAll(/uses:\s*(\S+)/g)].map(([, action = ""]) => action);

    expect(used.filter((action) => !action.startsWith("./") && !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it("stores no AWS credentials and assumes short-lived roles for deployments only", () => {
    expect(permissions).toEqual({ contents: "read" });
    expect(text).not.toMatch(/aws-access-key-id|AKIA/);
    // The smoke test signs in as the machine client of its own workspace in staging.
    expect([...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name)).toEqual(["SMOKE_CLIENT_SECRET"]);
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.permissions?.["id-token"]).toBe(name === "test" ? undefined : "write");
    }
  });
});
