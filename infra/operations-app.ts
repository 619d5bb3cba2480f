import { App, Tags } from "aws-cdk-lib";
import { operations } from "../shared/operations/registry.ts";
import { lanes } from "../shared/run/lanes.ts";
import { DataStack } from "./data-stack.ts";
import { EdgeStack } from "./edge-stack.ts";
import { type Environment, environmentOf } from "./environments.ts";
import { InfrastructureError } from "./infrastructure-error.ts";
import { brokenLaneInvariants } from "./lane-invariants.ts";
import { regionalName } from "./metrics.ts";
import { OperationsStack } from "./operations-stack.ts";
import { PipelineStack } from "./pipeline-stack.ts";
import { isProtected } from "./retention.ts";

/** Fixed feature flags, so that the template does not depend on the caller's context. */
export const featureFlags = {
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:target-partitions": ["aws"],
  // An export could not change while the other stack imports it, which a restored table needs.
  "@aws-cdk/core:defaultCrossStackReferences": "weak",
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

  addStacks(app, environment);
  return app;
}

/**
 * The stacks of an environment: what holds data, what can be rolled back, the alarms of CloudFront's region, and the
 * roles of the workflow. The first has the name that the only
 * stack of earlier releases had, so that no data moves.
 */
export function addStacks(app: App, environment: Environment): void {
  const env = { account: environment.account, region: environment.region };
  const name = `runtruth-${environment.name}`;
  const data = new DataStack(app, name, {
    environment,
    description: `Runtruth, data of the control plane for long-running operations (${environment.name})`,
    env,
    terminationProtection: isProtected(environment),
  });
  new OperationsStack(app, `${name}-app`, {
    environment,
    data,
    description: `Runtruth, control plane for long-running operations (${environment.name})`,
    env,
  });
  if (environment.edgeAlarmTopicArns.length > 0) {
    new EdgeStack(app, `${regionalName(environment)}-edge`, {
      environment,
      description: `Runtruth, alarms on CloudFront (${environment.name})`,
      env: { account: environment.account, region: "us-east-1" },
    });
  }
  if (environment.repository !== null) {
    new PipelineStack(app, `${name}-pipeline`, {
      environment: { ...environment, repository: environment.repository },
      description: `Runtruth, roles of the deployment workflow (${environment.name})`,
      env,
      terminationProtection: isProtected(environment),
    });
  }
  // Activated as cost allocation tags, they split the bill. Older resource schemas reject tags of a dashboard.
  const taggable = { excludeResourceTypes: ["AWS::CloudWatch::Dashboard"] };
  Tags.of(app).add("application", "runtruth", taggable);
  Tags.of(app).add("environment", environment.name, taggable);
}
