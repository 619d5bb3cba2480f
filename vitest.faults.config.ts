import { defineConfig } from "vitest/config";
import { external } from "./test/support/external-sources.ts";

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    include: ["test/faults/**/*.faults.ts"],
    globalSetup: ["test/faults/totals.ts", "test/support/global-setup.ts"],
    pool: "threads",
    server: { deps: { external } },
    // One a core of the smallest machine; the default leaves a core idle.
    maxWorkers: 2,
    hookTimeout: 60_000,
  },
});
