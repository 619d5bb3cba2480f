import { ArnFormat, Duration, Stack, Validations } from "aws-cdk-lib";
import { type Alarm, MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { CfnApplication, CfnDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Alias,
  CfnAlias,
  type IFunction,
  type IVersion,
  type Function as Lambda,
  type Version,
} from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { type AlarmSettings, alarm } from "./alarms.ts";

const aliasName = "live";
/** Percentage of failed invocations that reverts a new version. */
const errorPercentMax = 2;

/**
 * Gradual rollout of new versions: CodeDeploy sends a tenth of the invocations to a new version for five minutes and
 * reverts it, and with it the stack's update, when an alarm fires.
 */
export class Rollout extends Construct {
  readonly #settings: AlarmSettings;
  readonly #application: CfnApplication;
  readonly #role: Role;

  constructor(scope: Construct, id: string, settings: AlarmSettings) {
    super(scope, id);
    this.#settings = settings;
    this.#application = new CfnApplication(this, "Application", { computePlatform: "Lambda" });
    this.#role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("codedeploy.amazonaws.com"),
      description: "Shifts invocations between versions",
    });
    // CloudWatch supports no narrower resource for this action.
    this.#role.addToPolicy(new PolicyStatement({ actions: ["cloudwatch:DescribeAlarms"], resources: ["*"] }));
    Validations.of(this.#role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "Reading the state of alarms is the only action on it, and it supports no narrower resource.",
    });
  }

  /** The alias of a function, whose new versions are rolled out gradually. */
  add(scope: Construct, lambda: Lambda, service: string): Alias & IFunction {
    const alias = targetOf(new Alias(scope, "Live", { aliasName, version: versionOf(lambda) }));
    this.#role.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:GetAlias", "lambda:UpdateAlias"],
        resources: [
          Stack.of(this).formatArn({
            service: "lambda",
            resource: "function",
            resourceName: lambda.functionName,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
    const group = new CfnDeploymentGroup(scope, "Deployments", {
      applicationName: this.#application.ref,
      serviceRoleArn: this.#role.roleArn,
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      autoRollbackConfiguration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      alarmConfiguration: {
        enabled: true,
        alarms: [{ name: this.#releaseAlarm(scope, alias, service).alarmName }],
      },
    });
    const resource = alias.node.defaultChild;
    if (!(resource instanceof CfnAlias)) throw new Error("The alias is not a CfnAlias.");
    resource.cfnOptions.updatePolicy = {
      codeDeployLambdaAliasUpdate: { applicationName: this.#application.ref, deploymentGroupName: group.ref },
    };
    return alias;
  }

  /** Fires within the five minutes in which a new version serves a tenth of the invocations. */
  #releaseAlarm(scope: Construct, alias: Alias, service: string): Alarm {
    const sum = { period: Duration.minutes(1), statistic: "Sum" };
    return alarm(scope, "ReleaseAlarm", this.#settings, {
      runbook: "release-reverted",
      description: `More than ${errorPercentMax} % of the invocations of ${service} fail; a rollout in progress is reverted`,
      metric: new MathExpression({
        expression: "100 * errors / invocations",
        usingMetrics: { errors: alias.metricErrors(sum), invocations: alias.metricInvocations(sum) },
        period: sum.period,
        label: "percent",
      }),
      threshold: errorPercentMax,
      periods: 2,
    });
  }
}

// The library declares that versions and aliases may have no role; ours have their function's.

function versionOf(lambda: Lambda): Version & IVersion {
  const isComplete = (one: Version): one is Version & IVersion => one.role !== undefined;
  const version = lambda.currentVersion;
  if (!isComplete(version)) throw new Error("A function's version has no role.");
  return version;
}

function targetOf(alias: Alias): Alias & IFunction {
  const isComplete = (one: Alias): one is Alias & IFunction => one.role !== undefined;
  if (!isComplete(alias)) throw new Error("A function's alias has no role.");
  return alias;
}
