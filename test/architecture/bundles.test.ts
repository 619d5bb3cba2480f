import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Bundle, bundle, copiesOf, handlerOf, lambdas } from "../../bench/bundles.ts";

/**
 * The maximum size of a minified bundle with all packages, in kilobytes. A cold start reads all of it.
 * Each has the DynamoDB client with the SDK core (170), zod (83), the logger (22), the operations with their records,
 * fences and settling (81), which also bar creations by attempts of an ended run, and the ledger (16). The commit that needs a higher ceiling raises it, with the reason.
 * Change sets that assign, delete and recreate policies, with their texts, add 5 to the proofs, 10 and 26 to the APIs and 20 to the worker.
 * Plans, the archive of records, and their schemas and texts add 5 to the proofs, 10 to the APIs and 13 to the worker; backup
 * schedules, holds, and the archive of sets and versions add another 7, 17 and 27.
 * Snapshots and exports of policies, with their records and texts, add 1 to the proofs, 2 to the starts, 4 to the APIs and 8 to the worker.
 */
const ceilings: Readonly<Record<string, number>> = {
  // SQS client (22); contract, middleware and the texts of both languages (90); notifications (2); metrics (12);
  // texts of failures with their remedy (8), of values of newer releases (1), of environment states (2) and of a
  // policy whose id is taken (1); concrete causes (4), bulk actions (7) cancellation (1) and the schemas of policy contents (2);
  // baseline profiles, decisions about findings, and the texts of both (20); eight operations that read a tenant, with their calls and texts (10);
  // audited changes (3); saved views, settings and remedies (7).
  // Files for people (ADR 0021).
  // Schedules: croner (23) with the calculation of slots, their routes, records, changes and texts (47).
  // Promises with their texts and schemas (20).
  // Alerts: texts (4), and routes with their records and schemas (21).
  // Evidence of a run: KMS client (46), fflate (10), and the explanation of a run with its texts and history (29).
  // Approvals of plans: their records, routes and texts (18).
  // E-mail channels (2).
  // Waves: their routes, log and proof, and what a broken promise selects (25).
  // Dry run of a cause: its texts and schemas (5).
  // What narrows each list, in the document of the API (1).
  // Waves over plans (5).
  // Waves of schedules (2).
  "operations-api": 1024,
  // Secrets client (12), OpenAPI document (10) with zod's JSON Schema generator (21), texts of both languages;
  // open work from index entries (8); texts of failures with their remedy (8), of environment states (4) and of a
  // policy whose id is taken (1); concrete causes and their groups (8), search and filtered counts (3), runs of the
  // same work and bulk actions (5), cancellation (1); policy versions, their comparison and its schemas (16);
  // baselines, comparisons and findings with their texts, and more provider failures (18); whole lists, reports and their schemas with the texts of eight operations (16);
  // audited changes (3); saved views, settings and remedies (5).
  // Files for people (ADR 0021).
  // Schedules: croner (23) with the calculation of slots, their routes, records and texts (42).
  // The matrix of promises with its words and schemas (28). Pages as lines (1).
  // Alerts: texts (4), lists with their records and schemas (16), and what each channel was sent (3).
  // Messages of alert channels (7), and the entries of one resource in the audit trail (1).
  // Approvals of plans: their records, routes and texts (15). Whether alerts are evaluated (1).
  // Targets of waves with their words (17).
  // Dry run of a cause: its route, texts and schemas (8).
  // What narrows each list (1).
  // Plans of dry waves (4).
  "read-api": 889,
  // SQS client (22), Secrets client (12), provider client (16), metrics (12), calls to Graph and their reader (12), capture and
  // comparison of baselines with their records (21); eight operations that read a tenant, with their lists and records (36); assignments with the names of their targets (7).
  // Files for people (ADR 0021).
  // Words of promises in the audit trail (1).
  // Promotion with the names of groups, filters, tags and templates (10), and words for changes that were not read back (1).
  // Alerts: their records and delivery (17), ipaddr.js (15), and the texts of failures and operations in both languages (37).
  // Pacing of calls (5). Actions of compliance policies (3).
  // Tests of alert channels (4).
  // Approvals of plans, and the check of the world before a write (8).
  // Mail with the SES client, whose 90 KB are read at a cold start and evaluated with the first mail only (92).
  // Steps of waves: access and starts (17), and the preparation of every operation (14).
  // Waves over plans (1).
  worker: 1196,
  // Metrics (12), adapters and the record kinds of inputs; snapshots of baselines (4); eight declarations with their calls (5).
  // Files for people (ADR 0021).
  // Kinds of proof in the declarations (1).
  // The proof of waves with batch reads (8).
  "failed-job-bridge": 434,
  // SQS client (22), metrics (12), and the count of open work by the same rules as the API (16); snapshots of baselines (4); eight declarations with their calls (5); the
  // second clock of the schedules with croner (23), the starts of all operations, access and the ledger of slots (46).
  // Files for people (ADR 0021).
  // Audited actions and fields of schedules (2).
  // Kinds of proof in the declarations (1).
  // The evaluation of alerts with their records (25).
  // Approvals of plans (1).
  // Actions of compliance policies (1).
  // The proof of waves (9).
  "reconcile-sweep": 625,
  // SQS client (22), metrics (12), croner (23), the starts of all operations, access and the ledger of slots (46).
  // Files for people (ADR 0021).
  // Kinds of proof in the declarations (1).
  // The evaluation of alerts (25) and the open work that it reads (22).
  // The declaration of waves (3).
  "schedule-clock": 589,
  // SQS client for parking (22), metrics (12), notifications (2), EventBridge client (19); snapshots of baselines (4); eight declarations with their calls (5).
  // Audited actions of schedules (1).
  // Proofs of environments (1). One call more (1). Audited tests of alert channels (1).
  // Approvals of plans (1).
  // The proof of waves, and the message that begins their next step (9).
  "run-events": 489,
  // Knows HTTP only: Secrets client (12) with the SDK core, zod, logger and metrics; no table, no operations.
  canary: 265,
};

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

/** Each bundle built alone, once for all tests. */
const alone = new Map<string, Promise<Bundle>>();

function builtAlone(lambda: string): Promise<Bundle> {
  const built = alone.get(lambda) ?? bundle(handlerOf(lambda));
  alone.set(lambda, built);
  return built;
}

describe("the bundle of a Lambda", () => {
  it("has a size ceiling for every function", () => {
    expect(lambdas.toSorted()).toEqual(Object.keys(ceilings).toSorted());
  });

  it.each(lambdas)("of %s stays below its ceiling and contains no unused package", async (lambda) => {
    const { bytes, inputs, imports } = await builtAlone(lambda);
    const paths = Object.keys(inputs);

    expect(paths.filter((path) => tools.test(path) || unused.test(path))).toEqual([]);
    for (const { part, lambdas: users } of only) {
      expect(users.includes(lambda) ? [] : paths.filter((path) => part.test(path))).toEqual([]);
    }
    expect(imports).not.toContain("node:http");
    expect(copiesOf(paths)).toEqual([]);
    expect(bytes / 1000).toBeLessThan(ceilings[lambda] ?? 0);
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

  it("is byte-identical whether built alone or with all other bundles", async () => {
    const deployed: unknown = JSON.parse(
      execFileSync(process.execPath, ["infra/build-functions.ts"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 }),
    );
    const built = await Promise.all(
      lambdas.map(async (lambda) => [lambda, Buffer.from((await builtAlone(lambda)).code).toString()]),
    );

    // Compared as one boolean, because a diff of bundles is unreadable.
    expect(JSON.stringify(Object.entries(deployed ?? {}).sort()) === JSON.stringify(built.sort())).toBe(true);
  });
});
