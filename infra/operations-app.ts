import { App } from "aws-cdk-lib";
import { operations } from "../shared/operations/registry.ts";
import { lanes } from "../shared/run/lanes.ts";
import { environmentOf } from "./environments.ts";
import { InfrastructureMistake } from "./infrastructure-mistake.ts";
import { brokenLaneInvariants } from "./lane-invariants.ts";
import { OperationsStack } from "./operations-stack.ts";

/** Decided once for the whole application, so that no construct depends on who synthesizes it. */
const featureFlags = {
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:target-partitions": ["aws"],
  // What CloudFormation would refuse fails a synthesis, and with it every test of the template.
  "@aws-cdk/core:validateAgainstDefaultRules": true,
} as const;

/**
 * The whole application for one environment, which the synth context names (`-c environment=staging`; `dev` when
 * it names none).
 *
 * Throws `InfrastructureMistake` before anything is built, with a sentence for each thing that is wrong.
 */
export function operationsApp(context: Readonly<Record<string, unknown>> = {}): App {
  const app = new App({ analyticsReporting: false, context: { ...featureFlags, ...context } });
  const environment = environmentOf(
    app.node.getAllContext(),
    operations.map(({ type }) => type),
  );
  const broken = lanes.flatMap((lane) =>
    brokenLaneInvariants({
      lane,
      timings: environment.lanes[lane],
      concurrency: environment.concurrency[lane],
      retentionDays: environment.queueRetentionDays,
      operations,
      overrides: environment.lifecycleOverrides,
    }),
  );
  if (broken.length > 0) throw new InfrastructureMistake(broken);

  new OperationsStack(app, `runtruth-${environment.name}`, {
    environment,
    description: `Runtruth, control plane for long-running operations (${environment.name})`,
    env: { account: environment.account, region: environment.region },
    terminationProtection: environment.removalPolicy === "retain",
  });
  return app;
}
