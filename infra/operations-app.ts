import { App } from "aws-cdk-lib";
import { operations } from "../shared/operations/registry.ts";
import { lanes } from "../shared/run/lanes.ts";
import { environmentOf } from "./environments.ts";
import { InfrastructureError } from "./infrastructure-error.ts";
import { brokenLaneInvariants } from "./lane-invariants.ts";
import { OperationsStack } from "./operations-stack.ts";

/** Fixed feature flags, so that the template does not depend on the caller's context. */
const featureFlags = {
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:target-partitions": ["aws"],
  // A template that CloudFormation would reject fails the synthesis, and with it every template test.
  "@aws-cdk/core:validateAgainstDefaultRules": true,
} as const;

/**
 * The CDK application for the environment that the synth context names (`-c environment=staging`; default `dev`).
 *
 * Throws `InfrastructureError` before synthesis, with one sentence per error.
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
  if (broken.length > 0) throw new InfrastructureError(broken);

  new OperationsStack(app, `runtruth-${environment.name}`, {
    environment,
    description: `Runtruth, control plane for long-running operations (${environment.name})`,
    env: { account: environment.account, region: environment.region },
    terminationProtection: environment.removalPolicy === "retain",
  });
  return app;
}
