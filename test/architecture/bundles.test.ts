import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { bundle, copiesOf, handlerOf, lambdas } from "../../bench/bundles.ts";

/**
 * The most a minified bundle may weigh, in kilobytes, with every package in it. A cold start reads all of it.
 * Each holds the DynamoDB client and what every client stands on (170), zod (83), the logger (22), the operations
 * with their records, their fences and what settles them (80) and the ledger (16). Raising one happens in the commit that needs it, with the reason.
 */
const ceilings: Readonly<Record<string, number>> = {
  // Sends (22) and answers: contract, middleware, and the words of both languages (90); marks notifications as read (2);
  // counts (12), names what each failure is about and says what to do (8), tells what a newer release wrote (1),
  // holds the words of an environment that is not in order (2), and of a policy whose id is taken (1).
  "operations-api": 610,
  // Reads the cursor's secret (12), describes the API (10) and so writes JSON Schema (21), answers in two languages;
  // judges open work from its entries (8), names what each failure is about and says what to do (8),
  // names why an environment without open issues is not in order (4), and that the id of a policy is taken (1).
  "read-api": 611,
  // Sends (22), reads secrets (12), calls providers (16), counts (12).
  worker: 490,
  // Counts (12) and asks for proof.
  "failed-job-bridge": 420,
  // Sends (22), counts (12), and tells how much work is open, by the truth that people are shown (16).
  "reconcile-sweep": 470,
  // Parks (22), counts (12), tells initiators (2) and other systems (19).
  "run-events": 465,
};

/** Folders and packages that are there to build, run locally or prove, and have no business in the cloud. */
const tools =
  /^(?:test|local|infra|tools|bench)\/|node_modules\/(?:aws-cdk-lib|constructs|vitest|fauxqs|esbuild|typescript|fast-check|oidc-provider)\//;
/**
 * What no Lambda uses: other languages of zod, other ways to credentials, streams of events, discovery of endpoints,
 * files that set something.
 */
const unused =
  /zod\/v4\/locales\/(?!en\.)|@aws-sdk\/(?:nested-clients|credential-provider-|token-providers|endpoint-cache|middleware-endpoint-discovery)|credential-provider-imds|submodules\/event-streams|node_modules\/mnemonist\/|parseIni\.js/;
/** What some use and others must not hold: a part that lands in a bundle by way of an import is paid at each cold start. */
const only: readonly { readonly part: RegExp; readonly lambdas: readonly string[] }[] = [
  { part: /@aws-sdk\/client-sqs\//, lambdas: ["operations-api", "worker", "reconcile-sweep", "run-events"] },
  { part: /@aws-sdk\/client-secrets-manager\//, lambdas: ["read-api", "worker"] },
  { part: /@aws-sdk\/client-eventbridge\//, lambdas: ["run-events"] },
  {
    part: /@aws-lambda-powertools\/metrics\//,
    lambdas: ["operations-api", "worker", "failed-job-bridge", "reconcile-sweep", "run-events"],
  },
  { part: /@middy\/http-|^shared\/(?:presenter|contract)\//, lambdas: ["operations-api", "read-api"] },
  { part: /^functions\/worker\//, lambdas: ["worker"] },
];

describe("the bundle of a Lambda", () => {
  it("has a ceiling for every function", () => {
    expect(lambdas.toSorted()).toEqual(Object.keys(ceilings).toSorted());
  });

  it.each(lambdas)("of %s stays below its ceiling and contains no unused package", async (lambda) => {
    const { bytes, inputs, imports } = await bundle(handlerOf(lambda));
    const paths = Object.keys(inputs);

    expect(paths.filter((path) => tools.test(path) || unused.test(path))).toEqual([]);
    for (const { part, lambdas: users } of only) {
      expect(users.includes(lambda) ? [] : paths.filter((path) => part.test(path))).toEqual([]);
    }
    expect(imports).not.toContain("node:http");
    expect(copiesOf(paths)).toEqual([]);
    expect(bytes / 1000).toBeLessThan(ceilings[lambda] ?? 0);
  });

  it("is byte-identical whether built alone or with all other bundles", async () => {
    const deployed: unknown = JSON.parse(
      execFileSync(process.execPath, ["infra/build-functions.ts"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }),
    );
    const alone = await Promise.all(
      lambdas.map(async (lambda) => [lambda, Buffer.from((await bundle(handlerOf(lambda))).code).toString()]),
    );

    // Compared as a whole: a difference of bundles is not for reading.
    expect(JSON.stringify(Object.entries(deployed ?? {}).sort()) === JSON.stringify(alone.sort())).toBe(true);
  });
});
