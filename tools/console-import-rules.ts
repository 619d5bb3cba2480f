import { forbid, type ImportRule } from "./forbidden-import.ts";

/** What the console may know, and who may know it. */
export const consoleRules: readonly ImportRule[] = [
  {
    rule: forbid("console-knows-the-contract", "The console depends on the contract only", {
      from: "^console/",
      // A verdict is derived again by its own rule: a copy of the rule would prove nothing.
      fromNot: "^console/src/(?:verify/|words/en/verify\\.ts$)",
      to: "^(?:shared|functions|infra|local|tools|bench)/",
      toNot: "^shared/(?:contract/|run/|access/roles\\.ts$)",
    }),
    canary: { from: "console/src/canary-presenter.ts", imports: "shared/presenter/canary-target.ts" },
  },
  {
    rule: forbid(
      "contract-is-types-to-the-console",
      "Only the API validates with the schemas: they are larger than a page",
      {
        from: "^console/",
        fromNot: "^console/src/verify/",
        to: "^shared/|node_modules/zod/",
        toTypesNot: ["type-only"],
      },
    ),
    canary: { from: "console/src/canary-schema.ts", imports: "shared/contract/lists.ts" },
  },
  {
    rule: forbid("verify-page-knows-the-verifier", "The page of the verifier uses it and nothing else of the product", {
      from: "^console/src/verify/",
      to: "^(?:shared|functions|infra|local|tools|bench)/",
      toNot: "^tools/verify-file\\.ts$",
    }),
    canary: { from: "console/src/verify/canary-rules.ts", imports: "shared/derived/canary-target.ts" },
  },
  {
    rule: forbid("console-is-a-leaf", "The console depends on the product, never the other way round", {
      from: "^(?!console/|test/)",
      to: "^console/",
    }),
    canary: { from: "local/canary-console.ts", imports: "console/src/canary-target.ts" },
  },
];
