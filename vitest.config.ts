import { defineConfig } from "vitest/config";
import { external } from "./test/support/external-sources.ts";

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    // Nothing here depends on order, and nothing shares a world; threads start faster than processes.
    pool: "threads",
    sequence: { shuffle: true },
    // Ends what hangs; it is no measure, so a slow machine must not reach it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    setupFiles: ["test/support/property-seed.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "product",
          include: ["test/**/*.test.ts"],
          exclude: ["test/scenarios/**", "test/browser/**"],
          globalSetup: ["test/support/global-setup.ts"],
          server: { deps: { external } },
          // One a core of the smallest machine it must be quick on; the default leaves a core idle.
          maxWorkers: 2,
          // Loading the modules anew for each file took as long as the tests: a file restores what it changes.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "scenarios",
          include: ["test/scenarios/**/*.test.ts"],
          globalSetup: ["test/scenarios/assemblies.global-setup.ts"],
          // Each file runs a whole stack and mostly waits for it: after all others, and beside the browser's, whose
          // number of workers is therefore the same.
          sequence: { groupOrder: 2 },
          maxWorkers: 4,
          // A test starts stacks and waits for them, each wait with an end of its own.
          testTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/browser.global-setup.ts"],
          // A browser and a stack for each file want both cores, and wait for each other in between.
          sequence: { groupOrder: 2 },
          maxWorkers: 4,
          // The first test of a file waits for its stack.
          testTimeout: 900_000,
        },
      },
    ],
  },
});
