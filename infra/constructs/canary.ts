import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { canaryOperation, canaryPlace } from "../canary-place.ts";
import type { Environment } from "../environments.ts";
import { reported } from "../metrics.ts";
import { retentionOf } from "../retention.ts";
import { alarm } from "./alarms.ts";
import type { Identity } from "./identity.ts";
import { type FunctionDefaults, LambdaFunction } from "./lambda-function.ts";
import { addSchedule } from "./schedule.ts";

interface CanaryProps {
  readonly everyMinutes: number;
  readonly defaults: FunctionDefaults;
  readonly consoleUrl: string;
  readonly identity: Identity;
  /** The canary's client at the issuer. */
  readonly client: Secret;
}

/** A run of the canary takes seconds; a start after this is a failure. */
const timeoutSeconds = 45;
/** One failure may be a lost request. */
const failuresMax = 2;

/** The synthetic canary: does what a user does, through the console's address, in a workspace of its own. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { everyMinutes, defaults, consoleUrl, identity, client }: CanaryProps) {
    super(scope, id);
    const canary = new LambdaFunction(this, "Canary", {
      defaults,
      folder: "canary",
      description: "Signs in, starts an operation and waits for its success, as a user does",
      timeoutSeconds,
      variables: {
        CONSOLE_URL: consoleUrl,
        ISSUER: identity.issuer,
        API_SCOPE: identity.scope ?? "",
        CLIENT_SECRET_ID: client.secretArn,
        CANARY_WORKSPACE: canaryPlace.workspace,
        CANARY_ENVIRONMENT: canaryPlace.environment,
        CANARY_OPERATION: canaryOperation,
      },
    });
    canary.allow(new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [client.secretArn] }));
    addSchedule(this, { target: canary, description: "Starts the canary", everyMinutes });
  }
}

/** Fires when the canary has not succeeded twice in a row; missing data is a breach, as for the sweep. */
export function alarmOfCanary(
  scope: Construct,
  id: string,
  environment: Pick<Environment, "name" | "alarmTopicArns" | "runbooksUrl">,
  everyMinutes: number,
): void {
  alarm(scope, id, environment, {
    runbook: "canary-failed",
    description: `The canary has not succeeded for ${failuresMax * everyMinutes} minutes: users cannot complete a run`,
    metric: reported(environment, "canary", "canary_succeeded", {}, { period: Duration.minutes(everyMinutes) }),
    threshold: 1,
    soundsBelow: true,
    periods: failuresMax,
    missingIsBreaching: true,
  });
}

/** Holds the canary's client, which an operator stores after the deployment. Unusable until then. */
export function canaryClientSecret(scope: Construct, id: string, environment: Pick<Environment, "removalPolicy">) {
  const secret = new Secret(scope, id, {
    description: "The canary's client: clientId and clientSecret, and scope and audience if the issuer needs them",
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ clientId: "" }),
      generateStringKey: "clientSecret",
      excludePunctuation: true,
    },
    removalPolicy: retentionOf(environment),
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason: "The issuer generates the client's secret; rotation happens there, and the guide names the command.",
  });
  return secret;
}
