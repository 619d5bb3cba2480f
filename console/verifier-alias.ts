import path from "node:path";

/** What a browser has instead of a module of Node: the verifier of signed files runs in both. */
export const verifierAlias = { "node:crypto": path.join(import.meta.dirname, "src/verify/browser-crypto.ts") };
