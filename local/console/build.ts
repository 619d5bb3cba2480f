import path from "node:path";
import { type Built, builtOnce } from "../build-cache.ts";
import { runToEnd } from "../run-to-end.ts";

/** The inputs of the console build. The lock file stands for every installed package. */
export const consoleBuildInputs = [
  "clients/sdk/src",
  "console/index.html",
  "console/vite.config.ts",
  "console/font-files.ts",
  "console/verifier-alias.ts",
  "console/src",
  // The verifier of signed files and the rules that it derives verdicts with.
  "shared/derived",
  "shared/foundation",
  "shared/operations/actionability-policy.ts",
  "shared/operations/aliases.ts",
  "shared/operations/evidence",
  "shared/operations/provider/provider-access.ts",
  "shared/operations/reviews",
  "shared/presenter/bundle",
  "shared/presenter/explanation-trees.ts",
  "shared/run",
  "tools/derived-again.ts",
  "tools/verify-evidence.ts",
  "tools/verify-file.ts",
  "tools/verify-review.ts",
  "package-lock.json",
];

/** Builds the console, or reuses the files of an earlier start with the same sources. */
export function buildConsole(root: string): Promise<Built> {
  return builtOnce({
    root,
    name: "console",
    inputs: consoleBuildInputs,
    settings: "production",
    proof: "index.html",
    kept: 4,
    async make(folder) {
      const { code, output } = await runToEnd({
        root,
        arguments: [
          path.join("node_modules", "vite", "bin", "vite.js"),
          "build",
          "--config",
          path.join("console", "vite.config.ts"),
          "--outDir",
          folder,
        ],
        // A test may set NODE_ENV, but the build is always for production.
        environment: { NODE_NO_WARNINGS: "1", NODE_ENV: "production" },
      });
      if (code !== 0) throw new Error(`the console could not be built:\n${output.slice(-4000)}`);
    },
  });
}
