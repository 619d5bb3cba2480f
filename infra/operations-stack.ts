import { ArnFormat, CfnOutput, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { routes } from "../shared/contract/routes.ts";
import { laneLifecycles } from "../shared/operations/lane-lifecycles.ts";
import { addBudget } from "./budget.ts";
import { alarmWhenNotEmpty } from "./constructs/alarms.ts";
import { alarmsOfApi } from "./constructs/api-alarms.ts";
import { alarmOfCanary, Canary } from "./constructs/canary.ts";
import { alarmsOfCapacity } from "./constructs/capacity-alarms.ts";
import { ConsoleSite } from "./constructs/console-site.ts";
import { FailedJobBridge } from "./constructs/failed-job-bridge.ts";
import { Identity, signInOrigins } from "./constructs/identity.ts";
import { type FunctionDefaults, LambdaFunction, retentionVariables } from "./constructs/lambda-function.ts";
import { Lane } from "./constructs/lane.ts";
import { OperationsDashboard } from "./constructs/operations-dashboard.ts";
import { OperationsHttpApi } from "./constructs/operations-http-api.ts";
import { ReconcileSweep } from "./constructs/reconcile-sweep.ts";
import { Rollout } from "./constructs/rollout.ts";
import { RunEvents } from "./constructs/run-events.ts";
import { ScheduleClock } from "./constructs/schedule-clock.ts";
import type { DataStack } from "./data-stack.ts";
import type { Environment } from "./environments.ts";

interface OperationsStackProps extends StackProps {
  readonly environment: Environment;
  readonly data: DataStack;
}

/** The gateway's timeout is 30 s; a later response is discarded. */
const apiTimeoutSeconds = 29;

/** Functions, API, console, alarms and their permissions: everything that can be deployed again without loss. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, ...props }: OperationsStackProps) {
    super(scope, id, props);
    const { table, queues, bus } = data;
    const rollout = environment.rollout === "canary" ? new Rollout(this, "Rollout", environment) : undefined;
    const defaults: FunctionDefaults = { settings: environment, tableName: table.tableName, rollout };
    const everywhere = { environment, defaults };

    // First among the alarms: it says that users are affected; the others say where to look.
    if (environment.canary !== null) alarmOfCanary(this, "CanaryAlarm", environment, environment.canary.everyMinutes);
    alarmWhenNotEmpty(this, "BridgeDeadLetterAlarm", environment, {
      queue: queues.deadLetters,
      runbook: "bridge-dead-letters",
      description: "A message was settled neither by a worker nor by the bridge",
    });
    const short = new Lane(this, "ShortLane", {
      ...everywhere,
      queues: queues.lanes.short,
      lane: "short",
      ...laneLifecycles.short,
    });
    const long = new Lane(this, "LongLane", {
      ...everywhere,
      queues: queues.lanes.long,
      lane: "long",
      ...laneLifecycles.long,
    });
    const lanes = [short, long];
    const tellQueues = (target: LambdaFunction) => {
      target.setVariable("QUEUE_URL_SHORT", short.workQueue.queueUrl);
      target.setVariable("QUEUE_URL_LONG", long.workQueue.queueUrl);
    };
    for (const { worker, workQueue } of lanes) {
      table.allow(worker, {
        items: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
        // Deliveries, which run in the long lane, look for the alerts that owe a message.
        ...(worker === long.worker && { indexes: ["open"] }),
      });
      this.#allowSecretsOfProviders(worker, environment.name);
      tellQueues(worker);
      // A continuation stays in its lane.
      workQueue.allowSending(worker);
    }
    // The steps of waves, in the short lane, start runs of both.
    long.workQueue.allowSending(short.worker);

    // Files are made in the long lane only.
    data.artifacts.allowWriting(long.worker);
    data.artifacts.allowSigning(long.worker);
    this.#allowMail(long.worker, environment.email);

    const { bridge } = new FailedJobBridge(this, "FailedJobBridge", { ...everywhere, lanes });
    // Adapters query the stored records that may prove an outcome.
    table.allow(bridge, { items: ["GetItem", "BatchGetItem", "Query", "UpdateItem"] });

    const { follower } = new RunEvents(this, "RunEvents", { ...everywhere, table, parkedQueue: queues.parked });
    bus.allowTelling(follower);
    table.allow(follower, { items: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"], indexes: ["open"] });
    // The end of a target begins the next step of its wave.
    tellQueues(follower);
    short.workQueue.allowSending(follower);

    const { sweep } = new ReconcileSweep(this, "ReconcileSweep", { ...everywhere, missedQueue: queues.missed });
    table.allow(sweep, {
      items: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
      indexes: ["due", "open"],
    });

    const { clock } = new ScheduleClock(this, "ScheduleClock", everywhere);
    table.allow(clock, {
      items: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
      // Alerts are compared with the open work.
      indexes: ["due", "open"],
    });

    const operationsApi = new LambdaFunction(this, "OperationsApi", {
      defaults,
      folder: "operations-api",
      description: "Serves every route that changes data",
      timeoutSeconds: apiTimeoutSeconds,
      variables: {
        DEPLOYMENT: environment.name,
        EMAIL_FROM: environment.email?.from ?? "",
        PROVIDER_ALLOWED_ORIGINS: environment.providerAllowedOrigins.join(","),
        RATE_LIMIT_PER_SECOND: String(environment.callerRatePerSecond),
        ...retentionVariables(environment),
      },
    });
    table.allow(operationsApi, {
      items: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
      // An acknowledgement also closes the earlier problems of the same issue.
      indexes: ["due", "open"],
    });
    data.artifacts.allowLinks(operationsApi);
    // The evidence of a run is made for one request and stored nowhere.
    data.artifacts.allowSigning(operationsApi);
    for (const sender of [operationsApi, sweep, clock]) {
      tellQueues(sender);
      for (const { workQueue } of lanes) workQueue.allowSending(sender);
    }

    const api = new OperationsHttpApi(this, "HttpApi", { environment });
    const console = new ConsoleSite(this, "Console", {
      environment,
      buckets: data.buckets,
      apiEndpoint: api.url,
      fixedPaths: routes.filter(({ isFixed = false }) => isFixed).map(({ path }) => path),
      signInOrigins: signInOrigins(environment),
    });
    const identity = new Identity(this, "Identity", {
      environment,
      directory: data.directory,
      consoleUrl: console.url,
    });
    const readApi = this.#readApi(everywhere, data);
    api.serve({ routes, identity, functions: { "operations-api": operationsApi, "read-api": readApi } });
    if (environment.canary !== null && data.canaryClient !== undefined) {
      const { everyMinutes } = environment.canary;
      new Canary(this, "Canary", {
        everyMinutes,
        defaults,
        consoleUrl: console.url,
        identity,
        client: data.canaryClient,
      });
    }
    const serverErrors = alarmsOfApi(api, environment, api.http, readApi);
    alarmsOfCapacity(this, environment, table.tableName);
    addBudget(this, "Budget", environment);
    new OperationsDashboard(this, "Dashboard", {
      environment,
      lanes,
      http: api.http,
      keptForPeople: {
        "short failures": short.failureQueue,
        "long failures": long.failureQueue,
        "dead letters": queues.deadLetters,
        "parked ends": queues.parked,
        "missed sweeps": queues.missed,
      },
    });
    this.#output("RollbackAlarmArns", serverErrors.alarmArn, "Alarms that revert a deployment of this stack");
    this.#output("ApiUrl", api.url, "Address of the API");
    this.#output("ConsoleUrl", console.url, "Address of the console, with the API under /api");
    this.#output("ConsoleDistributionId", console.distributionId, "Distribution to invalidate after an upload");
    this.#output("ConsoleClientId", identity.consoleClientId, "Client id of the console");
    this.#output("ApiScope", identity.scope ?? "", "Scope that the console requests for the API");
  }

  #output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }

  #readApi(
    { environment, defaults }: { environment: Environment; defaults: FunctionDefaults },
    { table, cursorSecret }: DataStack,
  ) {
    const readApi = new LambdaFunction(this, "ReadApi", {
      defaults,
      folder: "read-api",
      description: "Serves every route that reads data",
      timeoutSeconds: apiTimeoutSeconds,
      variables: {
        CURSOR_SECRET_ID: cursorSecret.secretArn,
        RATE_LIMIT_PER_SECOND: String(environment.callerRatePerSecond),
      },
    });
    table.allow(readApi, {
      items: ["GetItem", "BatchGetItem", "Query"],
      indexes: ["timeline", "environment", "open", "due"],
    });
    const actions = ["secretsmanager:GetSecretValue"];
    readApi.allow(new PolicyStatement({ actions, resources: [cursorSecret.secretArn] }));
    return readApi;
  }

  /** Alerts are delivered in the long lane. */
  #allowMail(worker: LambdaFunction, email: Environment["email"]): void {
    if (email === null) return;
    worker.allow(
      new PolicyStatement({
        actions: ["ses:SendEmail"],
        resources: [this.formatArn({ service: "ses", resource: "identity", resourceName: email.identity })],
        conditions: { StringEquals: { "ses:FromAddress": email.from } },
      }),
    );
  }

  /** Only workers call providers, so only they may read provider secrets. Code checks which secret a connection may use. */
  #allowSecretsOfProviders(worker: LambdaFunction, deployment: string): void {
    const resourceName = `runtruth/${deployment}/*`;
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const secret = { service: "secretsmanager", resource: "secret", resourceName, arnFormat };
    worker.allow(
      new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [this.formatArn(secret)] }),
    );
    Validations.of(worker).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:${this.region}:${this.account}:secret:${resourceName}]`,
      reason:
        "Provider secrets are created after the deployment, by name; the prefix excludes other deployments and all other secrets.",
    });
  }
}
