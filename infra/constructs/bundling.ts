import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BuildOptions, Plugin } from "esbuild";

const standIn = (name: string) => fileURLToPath(new URL(`../../functions/bundle-stubs/${name}.ts`, import.meta.url));

/**
 * Packages that every bundle would contain although no Lambda uses them, each with its replacement. A call that reaches
 * a replacement throws. See docs/adr/0006-what-a-bundle-leaves-out.md.
 */
const standIns: Record<string, string> = {
  "@aws-sdk/credential-provider-node": standIn("credentials"),
  "@aws-sdk/middleware-endpoint-discovery": standIn("endpoint-discovery"),
  "@smithy/core/event-streams": standIn("event-streams"),
  "node:http": standIn("node-http"),
};

/** The same for single files of packages. */
const fileStandIns: Readonly<Record<string, string>> = {
  "@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js": standIn("config-files"),
  "@smithy/signature-v4/dist-es/HeaderFormatter.js": standIn("header-formatter"),
};

/** Files of packages that are never called on Lambda: each of their exports throws. */
const leftOut: readonly string[] = [
  "@aws-lambda-powertools/logger/lib/esm/logBuffer.js",
  "@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js",
  "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js",
  "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js",
  "@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy.js",
  "@smithy/core/dist-es/submodules/retry/util-retry/DefaultRateLimiter.js",
];

/** zod's JSON Schema generator: every schema references it, but only read-api uses it, for the OpenAPI document. */
const jsonSchemaWriter = {
  lambda: "read-api",
  fileStandIns: { "zod/v4/core/to-json-schema.js": standIn("json-schema") },
  leftOut: ["zod/v4/core/json-schema-processors.js"],
} as const;

/** How a bucket's name becomes an address: only the worker calls S3. */
const bucketAddresses = {
  lambda: "worker",
  leftOut: ["@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3.js"],
} as const;
const callsBuckets = (lambda: string) => lambda === bucketAddresses.lambda;

/**
 * The parts of an operation, by the end of their file name, and the Lambdas that run each. Every other bundle leaves the
 * part out, with everything that only it imports.
 */
const operationParts = {
  start: ["operations-api", "schedule-clock", "reconcile-sweep", "worker"],
  work: ["worker"],
  proof: ["operations-api", "worker", "failed-job-bridge", "reconcile-sweep", "run-events"],
} as const satisfies Record<string, readonly string[]>;

/** The parts that a bundle leaves out. */
function absentParts(lambda: string): string[] {
  return Object.entries(operationParts).flatMap(([part, lambdas]: [string, readonly string[]]) =>
    lambdas.includes(lambda) ? [] : [part],
  );
}
const writesJsonSchema = (lambda: string) => lambda === jsonSchemaWriter.lambda;

/**
 * The esbuild options of a bundle; the size tests build with the same. What is loaded by `import()` is in files of its
 * own, which a function reads on their first use.
 */
export function bundleOptionsOf(lambda: string) {
  const isWriter = writesJsonSchema(lambda);
  return {
    bundle: true,
    splitting: true,
    chunkNames: "parts/[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    charset: "utf8",
    legalComments: "none",
    mainFields: ["module", "main"],
    alias: standIns,
    plugins: [
      leaner({
        fileStandIns: { ...fileStandIns, ...(!isWriter && jsonSchemaWriter.fileStandIns) },
        leftOut: [
          ...leftOut,
          ...(isWriter ? [] : jsonSchemaWriter.leftOut),
          ...(callsBuckets(lambda) ? [] : bucketAddresses.leftOut),
        ],
        absent: absentParts(lambda),
      }),
    ],
    // Some packages are CommonJS inside and ask for built-in modules at run time.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  } satisfies BuildOptions;
}

interface Files {
  readonly fileStandIns: Readonly<Record<string, string>>;
  readonly leftOut: readonly string[];
  /** Dependencies of operations. */
  readonly absent: readonly string[];
}

/** Replaces single files of packages, which esbuild's `alias` does not support. */
function leaner({ fileStandIns, leftOut, absent }: Files): Plugin {
  return {
    name: "leaner",
    setup(build) {
      for (const [path, instead] of Object.entries(fileStandIns)) {
        build.onLoad({ filter: endingWith(path) }, async () => ({
          contents: await readFile(instead, "utf8"),
          loader: "ts",
        }));
      }
      for (const path of leftOut) {
        build.onLoad({ filter: endingWith(path) }, async (file) => ({
          contents: withoutBodies(path, await readFile(file.path, "utf8")),
        }));
      }
      if (absent.length > 0) {
        const filter = new RegExp(`[\\\\/]shared[\\\\/]operations[\\\\/].*\\.(?:${absent.join("|")})\\.ts$`);
        build.onLoad({ filter }, async (file) => ({
          contents: withoutBodies(file.path, await readFile(file.path, "utf8")),
        }));
      }
      // A client sends its version in each request and imports its whole package.json for it.
      build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, async (file) => {
        const { version }: { version?: unknown } = JSON.parse(await readFile(file.path, "utf8"));
        return { contents: JSON.stringify({ version }), loader: "json" };
      });
    },
  };
}

const endingWith = (path: string) =>
  new RegExp(`[\\\\/]node_modules[\\\\/]${path.replaceAll(/[.]/g, "\\.").replaceAll("/", "[\\\\/]")}$`);

/** A module with the same exports, each of which throws when it is called or constructed. */
function withoutBodies(path: string, code: string): string {
  const names = [...code.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)].map(([, name]) => name);
  if (names.length === 0) throw new Error(`${path} exports nothing that can be left out.`);
  const message = JSON.stringify(`This bundle was built without ${path.split("/").at(-1)}.`);
  return `function absent() { throw new Error(${message}); }\n${names.map((name) => `export const ${name} = absent;`).join("\n")}\n`;
}
