import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    include: ["test/faults/**/*.faults.ts"],
    globalSetup: ["test/faults/totals.ts", "test/support/global-setup.ts"],
    pool: "threads",
    hookTimeout: 60_000,
  },
});
