import { clientRules } from "./client-import-rules.ts";
import { consoleRules } from "./console-import-rules.ts";
import { forbid, type ImportRule } from "./forbidden-import.ts";

/** Which folders of `shared/` a folder may import, besides itself, `run` and `foundation`. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  recurrence: [],
  redaction: [],
  observability: ["redaction/"],
  run: ["redaction/"],
  operations: ["redaction/"],
  ledger: ["redaction/"],
  // The store is shared by all items; the ledger's run logic is not.
  records: [
    "ledger/keys.ts",
    "ledger/item.ts",
    "ledger/store.ts",
    "ledger/batch-get.ts",
    "ledger/write-together.ts",
    "recurrence/",
    "redaction/",
  ],
  access: ["ledger/keys.ts", "ledger/batch-get.ts", "ledger/write-together.ts"],
  dispatch: ["ledger/", "operations/"],
  derived: ["operations/"],
  presenter: ["derived/", "contract/", "recurrence/", "access/roles.ts"],
  contract: ["access/roles.ts", "access/subject.ts"],
  actionability: ["derived/", "records/", "ledger/", "operations/"],
  schedules: [
    "ledger/",
    "records/",
    "dispatch/",
    "operations/",
    "access/",
    "recurrence/",
    "actionability/select-environments.ts",
  ],
  alerts: [
    "ledger/",
    "records/",
    "dispatch/",
    "operations/",
    "access/",
    "derived/",
    "actionability/",
    "schedules/schedule-state.ts",
  ],
  waves: ["ledger/", "dispatch/", "operations/", "access/", "schedules/prepare-dependencies.ts"],
  reconcile: ["ledger/", "records/", "dispatch/", "operations/", "derived/", "observability/", "waves/"],
};

const lambdas = [
  "operations-api",
  "read-api",
  "worker",
  "failed-job-bridge",
  "reconcile-sweep",
  "schedule-clock",
  "run-events",
  "canary",
] as const;

const sharedRules: readonly ImportRule[] = Object.entries(mayImport).map(([folder, others]) => {
  const allowed = [`${folder}/`, "run/", "foundation/", ...others.map((path) => path.replace(".", "\\."))];
  const stranger = ["reconcile", "dispatch", "access"].find((name) => name !== folder && !others.includes(`${name}/`));
  return {
    rule: forbid(`${folder}-imports-only-below`, `shared/${folder} imports only what is below it`, {
      from: `^shared/${folder}/`,
      to: "^shared/",
      toNot: `^shared/(?:${allowed.join("|")})`,
    }),
    canary: { from: `shared/${folder}/canary.ts`, imports: `shared/${stranger}/canary-target.ts` },
  };
});

const separateLambdas: readonly ImportRule[] = lambdas.map((name) => ({
  rule: forbid(
    `${name}-imports-no-other-lambda`,
    "Lambdas share through shared/, the middleware and the representations only",
    {
      from: `^functions/${name}/`,
      to: "^functions/",
      toNot: `^functions/(?:${name}|middleware|representations)/`,
    },
  ),
  canary: {
    from: `functions/${name}/canary.ts`,
    imports: name === "worker" ? "functions/read-api/canary-target.ts" : "functions/worker/canary-target.ts",
  },
}));

const product = "^(?:shared|functions)/";
const awsSdk = "node_modules/@aws-sdk/";
const inputOutput =
  "^(?:node:)?(?:fs|net|http|https|http2|dgram|dns|tls|child_process|worker_threads|cluster|readline|sqlite)(?:/|$)";

const packageRules: readonly ImportRule[] = [
  {
    rule: forbid(
      "dynamodb-in-stores",
      "Only the ledger, the records and access use DynamoDB; Lambdas create its client",
      {
        from: "^(?:shared|functions|infra)/",
        fromNot: "^shared/(?:ledger|records|access)/|^functions/",
        to: `${awsSdk}(?:client-dynamodb|lib-dynamodb|util-dynamodb)/`,
      },
    ),
    canary: { from: "shared/reconcile/canary-dynamodb.ts", imports: "@aws-sdk/lib-dynamodb" },
  },
  {
    rule: forbid("sqs-in-dispatch", "Only dispatch sends messages; Lambdas create its client", {
      from: "^(?:shared|infra)/",
      fromNot: "^shared/dispatch/",
      to: `${awsSdk}client-sqs/`,
    }),
    canary: { from: "shared/ledger/canary-sqs.ts", imports: "@aws-sdk/client-sqs" },
  },
  {
    rule: forbid("other-sdks-in-lambdas", "Any other AWS service is a dependency that a Lambda supplies", {
      from: "^(?:shared|infra)/",
      to: awsSdk,
      toNot: `${awsSdk}(?:client-dynamodb|lib-dynamodb|util-dynamodb|client-sqs)/`,
    }),
    canary: { from: "shared/records/canary-secrets.ts", imports: "@aws-sdk/client-secrets-manager" },
  },
  {
    rule: forbid("events-in-run-events", "Only run-events publishes events", {
      from: "^(?!functions/run-events/|test/)",
      to: `${awsSdk}client-eventbridge/`,
    }),
    canary: { from: "functions/worker/canary-events.ts", imports: "@aws-sdk/client-eventbridge" },
  },
  {
    rule: forbid("middy-in-functions", "Middleware belongs to Lambdas", {
      from: "^(?!functions/|test/)",
      to: "node_modules/@middy/",
    }),
    canary: { from: "shared/access/canary-middy.ts", imports: "@middy/core" },
  },
  {
    rule: forbid("cdk-in-infra", "Only infrastructure and its tests use the CDK", {
      from: "^(?!infra/|test/)",
      to: "node_modules/(?:aws-cdk-lib|constructs|cdk-nag)/",
    }),
    canary: { from: "local/canary-cdk.ts", imports: "constructs" },
  },
  {
    rule: forbid(
      "pure-without-aws",
      "run, operations, derived, presenter and contract use no AWS SDK and no middleware",
      {
        from: "^shared/(?:run|operations|derived|presenter|contract)/",
        to: "node_modules/(?:@aws-sdk|@aws-lambda-powertools|@middy|@smithy)/",
      },
    ),
    canary: { from: "shared/operations/canary-aws.ts", imports: "@aws-lambda-powertools/logger" },
  },
  {
    rule: forbid("pure-without-io", "run, operations, derived, presenter and contract do no I/O of their own", {
      from: "^shared/(?:run|operations|derived|presenter|contract)/",
      to: inputOutput,
    }),
    canary: { from: "shared/derived/canary-io.ts", imports: "node:fs" },
  },
  {
    rule: forbid(
      "ended-is-not-open",
      "A run's problem outcome is history; only actionability decides whether it needs follow-up",
      {
        from: "",
        fromNot: "^shared/derived/(?:problem-class|actionability)\\.ts$|^test/derived/",
        to: "^shared/derived/terminal-problem\\.ts$",
      },
    ),
    canary: { from: "functions/read-api/canary-follow-up.ts", imports: "shared/derived/terminal-problem.ts" },
  },
  {
    rule: {
      ...forbid("reads-reach-no-provider", "Reads show stored data: no read calls a provider, not even indirectly", {
        from: "^(?:shared/(?:actionability|derived|presenter)|functions/read-api)/",
        to: "^functions/worker/",
      }),
      to: { path: "^functions/worker/", reachable: true },
    },
    canary: { from: "shared/actionability/canary-provider.ts", imports: "functions/worker/provider/canary-target.ts" },
  },
  {
    rule: forbid("contract-in-a-browser", "The contract runs in a browser: it uses no built-in module of Node", {
      from: "^shared/contract/",
      to: "^node:|^(?:crypto|os|path|buffer|util)$",
      toTypes: ["core"],
    }),
    canary: { from: "shared/contract/canary-node.ts", imports: "node:crypto" },
  },
  {
    rule: forbid("infra-declares", "Infrastructure reads declarations, never behaviour", {
      from: "^infra/",
      to: "^(?:shared|functions|local)/",
      toNot: "^shared/(?:foundation/|observability/metric-names\\.ts$|contract/|operations/|run/|ledger/keys\\.ts$)",
    }),
    canary: { from: "infra/canary-behaviour.ts", imports: "shared/dispatch/canary-target.ts" },
  },
  ...consoleRules,
  {
    rule: forbid("nothing-imports-tests", "Only benchmarks import from tests; the product does not", {
      from: "^(?!test/|bench/)",
      to: "^test/",
    }),
    canary: { from: "local/canary-test.ts", imports: "test/support/canary-target.ts" },
  },
  {
    rule: forbid("product-is-not-local", "Deployed code does not depend on the local stack, benchmarks or tools", {
      from: "^(?:shared|functions|infra)/",
      to: "^(?:local|tools|bench|infra)/",
      toNot: "^infra/",
    }),
    canary: { from: "functions/middleware/canary-local.ts", imports: "local/canary-target.ts" },
  },
  {
    rule: forbid("product-without-infra", "Lambdas do not import infrastructure", {
      from: product,
      to: "^infra/",
    }),
    canary: { from: "shared/ledger/canary-infra.ts", imports: "infra/canary-target.ts" },
  },
  {
    rule: forbid(
      "local-runs-the-assembly",
      "The local stack runs the synthesized bundles, not the source of a Lambda",
      {
        from: "^local/",
        to: "^functions/",
      },
    ),
    canary: { from: "local/canary-source.ts", imports: "functions/worker/canary-target.ts" },
  },
  {
    rule: forbid(
      "product-needs-what-it-ships",
      "Bundles contain dependencies only; development packages may supply types",
      {
        from: product,
        to: "",
        toTypes: ["npm-dev"],
        toTypesNot: ["type-only"],
      },
    ),
    canary: { from: "shared/run/canary-dev.ts", imports: "fast-check" },
  },
  {
    rule: forbid("packages-are-listed", "Every imported package is listed in package.json", {
      from: "^(?:shared|functions|infra|local|tools|console|clients)/",
      to: "",
      toTypes: ["npm-no-pkg", "npm-unknown"],
    }),
    canary: { from: "shared/ledger/canary-unlisted.ts", imports: "@aws-sdk/util-dynamodb" },
  },
  {
    rule: {
      ...forbid("no-circles", "No import cycles, type imports included", { from: "", to: "" }),
      to: { circular: true },
    },
    canary: { from: "shared/run/canary-circle.ts", imports: "shared/run/canary-circle-back.ts" },
  },
  {
    rule: {
      ...forbid("everything-resolves", "Every import resolves", { from: "", to: "" }),
      to: { couldNotResolve: true },
    },
    canary: { from: "shared/run/canary-nowhere.ts", imports: "a-missing-package" },
  },
];

export const importRules: readonly ImportRule[] = [...sharedRules, ...separateLambdas, ...packageRules, ...clientRules];
