import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { type Bundle, bundle, copiesOf, handlerOf, lambdas } from "../../bench/bundles.ts";

/**
 * The most that a function may read at its start, minified with all packages, in kilobytes: its entry and what that
 * imports statically. Parts that are loaded on first use do not count. Docs/adr/0006 has the parts of each. A commit
 * that needs a higher ceiling raises it, with the reason.
 */
const ceilings: Readonly<Record<string, number>> = {
  "operations-api": 726,
  "read-api": 729,
  worker: 596,
  "failed-job-bridge": 409,
  "reconcile-sweep": 435,
  "schedule-clock": 450,
  "run-events": 442,
  // Knows HTTP only: Secrets client (12) with the SDK core, zod, logger and metrics; no table, no operations.
  canary: 265,
};

/** What a function reads on first use only, so that no start pays for it. */
const onFirstUse: readonly { readonly part: RegExp; readonly lambdas: readonly string[] }[] = [
  { part: /@aws-sdk\/client-sqs\//, lambdas: ["worker", "reconcile-sweep", "schedule-clock", "run-events"] },
  { part: /shared\/presenter\/locales\/de\//, lambdas: ["operations-api", "read-api"] },
  { part: /croner/, lambdas: ["read-api", "reconcile-sweep", "schedule-clock"] },
  {
    part: /@aws-sdk\/client-(?:s3|kms|sesv2)\/|ipaddr\.js|\.(?:start|work|proof)\.ts$/,
    lambdas: ["worker"],
  },
  {
    part: /@aws-sdk\/client-kms\/|croner|fflate|shared\/operations\/.*\.(?:work|proof)\.ts$/,
    lambdas: ["operations-api"],
  },
];

/** Folders and packages for building, the local stack or tests, which must not be deployed. */
const tools =
  /^(?:test|local|infra|tools|bench)\/|node_modules\/(?:aws-cdk-lib|constructs|vitest|fauxqs|esbuild|typescript|fast-check|oidc-provider)\//;
/**
 * Dependencies that no Lambda uses: other locales of zod, other credential providers, event streams, endpoint discovery,
 * configuration files.
 */
const unused =
  /zod\/v4\/locales\/(?!(?:en|index)\.)|@aws-sdk\/(?:nested-clients|credential-provider-|token-providers|endpoint-cache|middleware-endpoint-discovery)|credential-provider-imds|submodules\/event-streams|node_modules\/mnemonist\/|parseIni\.js/;
/** Dependencies that only some Lambdas may contain: a part that an import pulls in costs time at each cold start. */
const only: readonly { readonly part: RegExp; readonly lambdas: readonly string[] }[] = [
  {
    part: /@aws-sdk\/client-sqs\//,
    lambdas: ["operations-api", "worker", "reconcile-sweep", "schedule-clock", "run-events"],
  },
  { part: /@aws-sdk\/client-secrets-manager\//, lambdas: ["read-api", "worker", "canary"] },
  { part: /@aws-sdk\/client-eventbridge\//, lambdas: ["run-events"] },
  { part: /@aws-sdk\/client-sesv2\//, lambdas: ["worker"] },
  {
    part: /@aws-lambda-powertools\/metrics\//,
    lambdas: [
      "operations-api",
      "worker",
      "failed-job-bridge",
      "reconcile-sweep",
      "schedule-clock",
      "run-events",
      "canary",
    ],
  },
  {
    part: /@aws-sdk\/(?:client|lib)-dynamodb\/|^shared\/(?:ledger|operations|records)\//,
    lambdas: [
      "operations-api",
      "read-api",
      "worker",
      "failed-job-bridge",
      "reconcile-sweep",
      "schedule-clock",
      "run-events",
    ],
  },
  {
    part: /@middy\/http-|^shared\/(?:presenter\/(?!pack\/|alert\/|bundle\/verify-steps\.ts|fill\.ts|locales\/\w+\/(?:alerts|failures|operations)\.ts)|contract\/)/,
    lambdas: ["operations-api", "read-api"],
  },
  { part: /@aws-sdk\/client-s3\/|^shared\/presenter\/pack\//, lambdas: ["worker"] },
  { part: /@aws-sdk\/client-kms\/|node_modules\/fflate\//, lambdas: ["worker", "operations-api"] },
  { part: /@aws-sdk\/s3-request-presigner\//, lambdas: ["operations-api"] },
  { part: /^functions\/worker\/|^shared\/operations\/\w+\/.*-work\.ts$/, lambdas: ["worker"] },
];

/** Each bundle, built once for all tests. */
const built = new Map<string, Promise<Bundle>>();

function builtOf(lambda: string): Promise<Bundle> {
  const files = built.get(lambda) ?? bundle(handlerOf(lambda));
  built.set(lambda, files);
  return files;
}

describe("the bundle of a Lambda", () => {
  it("has a size ceiling for every function", () => {
    expect(lambdas.toSorted()).toEqual(Object.keys(ceilings).toSorted());
  });

  it.each(lambdas)("of %s stays below its ceiling and contains no unused package", async (lambda) => {
    const { bytes, inputs: paths, imports } = await builtOf(lambda);

    expect(paths.filter((path) => tools.test(path) || unused.test(path))).toEqual([]);
    for (const { part, lambdas: users } of only) {
      expect(users.includes(lambda) ? [] : paths.filter((path) => part.test(path))).toEqual([]);
    }
    expect(imports).not.toContain("node:http");
    expect(copiesOf(paths)).toEqual([]);
    expect(bytes / 1000).toBeLessThan(ceilings[lambda] ?? 0);
  });

  it.each(lambdas)("of %s starts without what it needs on first use only", async (lambda) => {
    const { inputsAtStart, inputs } = await builtOf(lambda);
    for (const { part, lambdas: users } of onFirstUse) {
      if (!users.includes(lambda)) continue;
      expect(inputs.some((path) => part.test(path))).toBe(true);
      expect(Object.keys(inputsAtStart).filter((path) => part.test(path))).toEqual([]);
    }
  });

  it("has the size that the table of its parts adds up to", () => {
    const adr = readFileSync("docs/adr/0006-what-a-bundle-leaves-out.md", "utf8");
    const table = [...adr.matchAll(/^\| [^|]+ \| (\d+) \| (\d+|–) \| [^|]*\|$/gm)];
    const columns = [1, 2].map((column) => table.map((row) => Number(row[column]?.replace("–", "0"))));
    for (const [at, lambda] of ["operations-api", "read-api"].entries()) {
      const whole = columns[at]?.at(-1) ?? 0;
      const parts = (columns[at] ?? []).slice(-11, -1).reduce((sum, part) => sum + part, 0);
      expect(Math.abs(parts - whole), lambda).toBeLessThanOrEqual(3);
      expect(Math.abs(whole - (ceilings[lambda] ?? 0)), lambda).toBeLessThanOrEqual(25);
    }
  });

  it("is deployed byte for byte as it is weighed here", async () => {
    const deployed: unknown = JSON.parse(
      execFileSync(process.execPath, ["infra/build-functions.ts"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }),
    );
    const weighed = Object.fromEntries(
      await Promise.all(
        lambdas.map(async (lambda) => {
          const { files } = await builtOf(lambda);
          const texts = Object.entries(files).map(([name, code]) => [name, Buffer.from(code).toString()]);
          return [lambda, Object.fromEntries(texts)] as const;
        }),
      ),
    );

    // Compared as one boolean, because a diff of bundles is unreadable.
    expect(isDeepStrictEqual(deployed, weighed)).toBe(true);
  });
});
