import { forbid, type ImportRule } from "./forbidden-import.ts";

/** Who may know the clients, and what they may know. */
export const clientRules: readonly ImportRule[] = [
  {
    rule: forbid("clients-are-strangers", "Clients know the API by its document, never by the product's code", {
      from: "^clients/",
      // A verdict is derived again by its own rule: a copy of the rule would prove nothing.
      fromNot: "^clients/cli/src/commands/verify-command\\.ts$",
      to: "^(?:shared|functions|infra|local|tools|bench|console)/",
    }),
    canary: { from: "clients/cli/src/canary-contract.ts", imports: "shared/contract/canary-target.ts" },
  },
  {
    rule: forbid("verifier-knows-its-rules", "The verifier uses the rules of packs and nothing else of the product", {
      from: "^clients/cli/src/commands/verify-command\\.ts$",
      to: "^(?:shared|functions|infra|local|tools|bench|console)/",
      toNot: "^tools/verify-(?:file|sentences)\\.ts$",
    }),
    canary: { from: "clients/cli/src/commands/verify-command.ts", imports: "shared/contract/canary-target.ts" },
  },
  {
    rule: forbid("product-without-clients", "Only the console and tools use the clients", {
      from: "^(?:shared|functions|infra|local|bench)/",
      to: "^clients/",
    }),
    canary: { from: "functions/middleware/canary-client.ts", imports: "clients/sdk/src/canary-target.ts" },
  },
  {
    rule: forbid("sdk-in-a-browser", "The client library runs in a browser: it uses no built-in module of Node", {
      from: "^clients/sdk/",
      to: "",
      toTypes: ["core"],
    }),
    canary: { from: "clients/sdk/src/canary-node.ts", imports: "node:crypto" },
  },
];
