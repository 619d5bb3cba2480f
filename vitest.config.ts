import { defineConfig } from "vitest/config";
import { external } from "./test/support/external-sources.ts";
import { LongestFirst } from "./test/support/file-order.ts";
import { measureSlowness, timeLimits } from "./test/support/machine-speed.ts";

const { waitMilliseconds, testMilliseconds } = timeLimits(measureSlowness());

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    // Nothing here depends on order, and nothing shares a world; threads start faster than processes.
    pool: "threads",
    sequence: { shuffle: true, sequencer: LongestFirst },
    // They end what hangs and measure nothing, so a slow machine does not reach them.
    testTimeout: testMilliseconds,
    hookTimeout: testMilliseconds,
    env: { WAIT_MILLISECONDS_MAX: String(waitMilliseconds) },
    expect: { poll: { timeout: waitMilliseconds, interval: 100 } },
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
          // One more than the cores of the smallest machine it must be quick on: many tests wait for the table's process.
          maxWorkers: 3,
          // Loading the modules anew for each file took as long as the tests: a file restores what it changes.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Each file needs a whole stack, and many the browser: after all others. They are one project, because a worker
          // lives as long as files of its project follow: with it the stack that it keeps, and its pages.
          name: "stacks",
          include: ["test/scenarios/**/*.test.ts", "test/browser/**/*.test.ts"],
          globalSetup: [
            "test/scenarios/assemblies.global-setup.ts",
            "test/browser/browser.global-setup.ts",
            "test/support/kept-stacks.global-setup.ts",
          ],
          server: { deps: { external } },
          sequence: { groupOrder: 2 },
          // They mostly wait: a stack for its clocks, a test for its stack.
          maxWorkers: 5,
          isolate: false,
        },
      },
    ],
  },
});
