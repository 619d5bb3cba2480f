import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/**
 * The most a minified bundle may weigh, in kilobytes, with every package in it. A cold start reads all of it.
 * Raising one happens in the commit that needs it, with the reason.
 */
const ceilings: Readonly<Record<string, number>> = {
  "operations-api": 680,
  "read-api": 655,
  worker: 680,
  "failed-job-bridge": 600,
  "reconcile-sweep": 620,
  "run-events": 620,
};
/** Folders and packages that are there to build, run locally or prove, and have no business in the cloud. */
const foreign =
  /^(?:test|local|infra|tools|bench)\/|node_modules\/(?:aws-cdk-lib|constructs|vitest|fauxqs|esbuild|typescript|fast-check|oidc-provider)\/|zod\/v4\/locales\/(?!en\.)/;
const functions = resolve(import.meta.dirname, "../../functions");
const lambdas = readdirSync(functions).filter((folder) => existsSync(resolve(functions, folder, "handler.ts")));

describe("the bundle of a Lambda", () => {
  it("has a ceiling, whichever it is", () => {
    expect(lambdas.toSorted()).toEqual(Object.keys(ceilings).toSorted());
  });

  it.each(lambdas)(
    "of %s stays below its ceiling and holds no tool, no test and no other locale of zod",
    async (lambda) => {
      const { metafile } = await build({
        entryPoints: [resolve(functions, lambda, "handler.ts")],
        bundle: true,
        minify: true,
        platform: "node",
        target: "node24",
        format: "esm",
        mainFields: ["module", "main"],
        metafile: true,
        write: false,
        logLevel: "silent",
        outfile: "handler.mjs",
      });
      const kilobytes = Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
      const shipped = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
      const strangers = shipped.filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && foreign.test(path));
      expect(strangers).toEqual([]);
      expect(kilobytes).toBeLessThan(ceilings[lambda] ?? 0);
    },
  );
});
