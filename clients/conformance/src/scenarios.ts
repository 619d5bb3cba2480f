import type { Scenario } from "./scenario.ts";
import { listScenarios } from "./scenarios/list-scenarios.ts";
import { planScenarios } from "./scenarios/plan-scenarios.ts";
import { startScenarios } from "./scenarios/start-scenarios.ts";
import { tenancyScenarios } from "./scenarios/tenancy-scenarios.ts";
import { truthScenarios } from "./scenarios/truth-scenarios.ts";
import { waveScenarios } from "./scenarios/wave-scenarios.ts";

/** All promises that the suite checks, in the order in which it checks them. */
export const scenarios: readonly Scenario[] = [
  ...startScenarios,
  ...truthScenarios,
  ...listScenarios,
  ...tenancyScenarios,
  ...planScenarios,
  ...waveScenarios,
];
