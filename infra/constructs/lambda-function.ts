import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage, Duration, Validations } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  type IFunction,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import * as z from "zod";
import type { Environment } from "../environments.ts";
import { metricNamespace } from "../metrics.ts";
import { retentionOf } from "../retention.ts";
import { type AlarmSettings, alarmsOfFunction } from "./alarms.ts";
import type { Rollout } from "./rollout.ts";

const fromHere = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The defaults of every function of the stack. */
export interface FunctionDefaults {
  readonly settings: AlarmSettings &
    Pick<Environment, "name" | "logRetentionDays" | "logLevel" | "tracing" | "removalPolicy" | "lifecycleOverrides">;
  readonly tableName: string;
  /** How new versions replace old ones; undefined replaces them at once. */
  readonly rollout: Rollout | undefined;
}

interface LambdaFunctionProps {
  readonly defaults: FunctionDefaults;
  /** The folder under `functions/` whose `handler.ts` exports `handler`. */
  readonly folder: string;
  /** The name in logs and metrics; default the folder. */
  readonly service?: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  /** Default 512; a Lambda's CPU share grows with its memory. */
  readonly memoryMegabytes?: number;
  /** Null or absent reserves nothing. */
  readonly reservedConcurrency?: number | null;
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * A Lambda: a self-contained bundle, one log group with limited retention, and a role that may only write to that log
 * group and send traces until more is granted.
 */
export class LambdaFunction extends Construct {
  readonly function: Lambda;
  /** What triggers invoke: the function, or its alias when versions are rolled out gradually. */
  readonly target: IFunction;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const {
      defaults,
      folder,
      service = folder,
      timeoutSeconds,
      memoryMegabytes = 512,
      reservedConcurrency = null,
    } = props;
    const { settings, tableName } = defaults;
    const logGroup = new LogGroup(this, "Logs", {
      retention: settings.logRetentionDays,
      removalPolicy: retentionOf(settings),
    });
    const writeLogs = new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Permissions of ${service}`,
      inlinePolicies: { WriteLogs: new PolicyDocument({ statements: [writeLogs] }) },
    });
    this.function = new Lambda(this, "Function", {
      code: bundleOf(folder),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      description: props.description,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMegabytes,
      ...(reservedConcurrency !== null && { reservedConcurrentExecutions: reservedConcurrency }),
      role,
      logGroup,
      // The logger writes JSON by itself; this makes the runtime's own lines JSON too. Lambda then filters by level and
      // overrides LOG_LEVEL; metrics pass every level (shared/observability/log.ts).
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[settings.logLevel],
      tracing: settings.tracing === "active" ? Tracing.ACTIVE : Tracing.PASS_THROUGH,
      environment: {
        TABLE_NAME: tableName,
        POWERTOOLS_SERVICE_NAME: service,
        POWERTOOLS_METRICS_NAMESPACE: metricNamespace(settings),
        OPERATION_LIFECYCLE_OVERRIDES: JSON.stringify(settings.lifecycleOverrides),
        ...props.variables,
      },
    });
    this.target = defaults.rollout?.add(this, this.function, service) ?? this.function;
    alarmsOfFunction(this, settings, service, this.function);
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "The wildcard allows sending traces only, and X-Ray supports no narrower resource.",
    });
  }

  /** Grants the function more permissions. */
  allow(statement: PolicyStatement): void {
    this.function.addToRolePolicy(statement);
  }

  setVariable(name: string, value: string): void {
    this.function.addEnvironment(name, value);
  }
}

/** The files of all Lambdas by folder, built on first use. */
let bundles: z.infer<typeof bundlesSchema> | undefined;
const bundlesSchema = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Everything the function uses: `index.mjs`, and the parts that it loads at its start or on first use. The runtime's SDK
 * is not used: it resolves hundreds of files at a cold start, in a version we do not control.
 */
function bundleOf(folder: string): Code {
  const tryBundle = (output: string) => {
    bundles ??= buildFunctions();
    const files = bundles[folder];
    if (files === undefined) throw new Error(`functions/${folder} has no handler.ts`);
    for (const [name, code] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(output, name)), { recursive: true });
      writeFileSync(path.join(output, name), code);
    }
    return true;
  };
  return Code.fromAsset(fromHere(`../../functions/${folder}`), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: { image: DockerImage.fromRegistry("none"), local: { tryBundle } },
  });
}

/** Builds in a child process, because esbuild plugins need its asynchronous API and the CDK is synchronous. */
function buildFunctions() {
  const printed = execFileSync(process.execPath, [fromHere("../build-functions.ts")], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return bundlesSchema.parse(JSON.parse(printed));
}

/** The retention of audit entries and notifications, for the functions that write them. */
export function retentionVariables({ retentionDays }: Pick<Environment, "retentionDays">): Record<string, string> {
  return {
    AUDIT_RETENTION_DAYS: String(retentionDays.audit),
    NOTIFICATION_RETENTION_DAYS: String(retentionDays.notifications),
  };
}
