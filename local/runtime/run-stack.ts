import { rmSync } from "node:fs";
import path from "node:path";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { callScope } from "../../infra/api-scope.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { createCanaryWorkspace } from "../../tools/canary-workspace.ts";
import { readCloudAssembly } from "../assembly/cloud-assembly.ts";
import { type Plan, planOf } from "../assembly/plan.ts";
import { synthesize } from "../assembly/synthesize.ts";
import { type StackConfig, stackFileOf } from "../config.ts";
import { buildConsole } from "../console/build.ts";
import { consoleSite } from "../console/site.ts";
import { type EngineChannels, openChannel } from "../engines/engine-channel.ts";
import { startObjects } from "../engines/objects.ts";
import { openSigningKeys } from "../engines/signing-keys.ts";
import { type RunningSqs, startSqs } from "../engines/sqs.ts";
import { startTable } from "../engines/table-server.ts";
import { canaryClient, consoleClientId } from "../identity/configuration.ts";
import { startIdentity } from "../identity/oidc.ts";
import { sampleClient } from "../provider/credentials.ts";
import { startSampleProvider } from "../provider/server.ts";
import { seed } from "../seed.ts";
import { seedUsers } from "../seed-data.ts";
import { createReceivedMessages } from "../sink/received-messages.ts";
import { createSinkServer } from "../sink/sink-server.ts";
import { createAwsEndpoint } from "./aws-endpoint.ts";
import { createAwsServices } from "./aws-services.ts";
import { startTriggersUnderControl } from "./controlled-triggers.ts";
import { lockDataDir, refuseEarlierTable } from "./data-dir-lock.ts";
import { type FunctionLog, openFunctionLog } from "./function-log.ts";
import { createFunctionPool, type FunctionPool } from "./function-pool.ts";
import { localVariables } from "./function-variables.ts";
import { createGateway } from "./http-gateway.ts";
import { createAuthorizer } from "./jwt-authorizer.ts";
import { choosePorts, close, hold, listen, withPortsOfItsOwn } from "./ports.ts";
import { createClients } from "./sdk-clients.ts";
import { openSecrets } from "./secrets.ts";
import { readStackFile, type StackDescription, writeStackFile } from "./stack-file.ts";
import { ensureTable } from "./tables.ts";
import { startTriggers } from "./triggers.ts";

export interface RunningStack {
  readonly description: StackDescription;
  /** True when an earlier assembly was reused. */
  readonly assemblyReused: boolean;
  /** Stops intake, waits briefly for running invocations, and stops all parts. */
  stop(): Promise<void>;
}

/** More environments per function would only slow the machine down. */
const environmentsMax = 8;

/**
 * Starts the product in this process: engines, sign-in, sample provider, and everything that the synthesized stack
 * declares. If a part fails to start, the parts already started are stopped.
 */
export async function runStack(config: StackConfig): Promise<RunningStack> {
  return withPortsOfItsOwn(() => startOrStop(config));
}

async function startOrStop(config: StackConfig): Promise<RunningStack> {
  const stops: (() => unknown)[] = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    return await start(config, (stop) => stops.push(stop), stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function start(
  config: StackConfig,
  onStop: (stop: () => unknown) => void,
  stop: () => Promise<void>,
): Promise<RunningStack> {
  const { dataDir } = config;
  const inDataDir = (...names: string[]) => path.join(dataDir, ...names);
  if (config.isEphemeral) onStop(() => rmSync(dataDir, { recursive: true, force: true }));
  onStop(lockDataDir(dataDir));
  refuseEarlierTable(dataDir);
  const stackFile = stackFileOf(dataDir);
  const ports = await choosePorts(config.port, readStackFile(stackFile));
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  // These two listen late in the start, when an engine or an outgoing connection could have taken their ports.
  const [giveBackApi, giveBackAws] = [await hold(ports.api), await hold(ports.aws)];
  onStop(giveBackApi);
  onStop(giveBackAws);

  const buckets = new Set<string>();
  const [synthesis, pages, dynamodb, sqs, objects, identity, provider] = await together(onStop, [
    synthesize(config.root, config.context).then((value) => ({ ...value, stop: () => undefined })),
    buildConsole(config.root).then((value) => ({ ...value, stop: () => undefined })),
    startTable({ dataFile: inDataDir("dynamodb", "table.db") }),
    startSqs({ dataDir: inDataDir("sqs"), port: ports.sqs }),
    startObjects({ dataDir: inDataDir("objects"), port: ports.objects, hasBucket: (name) => buckets.has(name) }),
    startIdentity({
      port: ports.identity,
      users: [...seedUsers],
      kind: config.issuerKind,
      dataDir: inDataDir("identity"),
      consoleOrigins: [apiUrl],
    }),
    startSampleProvider({
      port: ports.provider,
      overlayDir: inDataDir("provider"),
      ...(config.providerDataDir === undefined ? {} : { dataDir: config.providerDataDir }),
    }),
  ]);
  const endpoints = {
    dynamodb: dynamodb.endpoint,
    sqs: sqs.endpoint,
    objects: objects.endpoint,
    aws: `http://127.0.0.1:${ports.aws}`,
  };
  const plan = planOf(readCloudAssembly(synthesis.folder), {
    sqs: sqs.endpoint,
    objects: objects.endpoint,
    issuer: identity.issuer,
    api: apiUrl,
  });
  for (const bucket of plan.buckets) buckets.add(bucket);

  const clients = createClients(endpoints, dynamodb.channels);
  onStop(() => clients.destroy());
  const streamArns = await makeResources(plan, sqs, clients);
  const tableName = plan.tables[0]?.name ?? "";
  const table = {
    client: DynamoDBDocumentClient.from(clients.dynamodb, { marshallOptions: { removeUndefinedValues: true } }),
    tableName,
    clock: systemClock,
  };
  const canarySecret = plan.functions.find(({ key }) => key === "canary")?.environment.CLIENT_SECRET_ID;
  const seedAll = async () => {
    await seed({ ...table, providerOrigin: provider.origin, deployment: String(config.context.environment) });
    if (canarySecret !== undefined) await createCanaryWorkspace(table, canaryClient.id);
  };
  await seedAll();

  const logs: FunctionLog[] = [];
  const openLog = (name: string) => {
    const log = openFunctionLog(inDataDir("log"), name);
    logs.push(log);
    return log;
  };
  const ownLog = openLog("local-stack");
  onStop(() => ownLog.close());
  const onError = (error: unknown) =>
    ownLog.note({ level: "ERROR", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  const secrets = openSecrets({
    file: inDataDir("secrets.json"),
    generated: plan.generatedSecrets,
    providerSecret: sampleClient.clientSecret,
    ...(canarySecret !== undefined && {
      stored: {
        [canarySecret]: JSON.stringify({ clientId: canaryClient.id, clientSecret: canaryClient.secret }),
      },
    }),
  });
  const received = createReceivedMessages(systemClock.now, secrets.signingSecrets);
  const sink = createSinkServer(received);
  await listen(sink, ports.sink);
  onStop(() => close(sink));

  const pools = new Map<string, FunctionPool>();
  const eventsFile = inDataDir("events.jsonl");
  const services = createAwsServices({
    findSecret: secrets.find,
    receiveMail: received.receiveMail,
    answerKms: openSigningKeys({ file: inDataDir("signing-keys.json"), names: plan.signingKeys }),
    eventsFile,
    findFunction: (name) =>
      [...pools.values()].find(({ planned }) => [planned.name, planned.arn, planned.key].includes(name)),
  });
  const channels: readonly EngineChannels[] = [
    ...(dynamodb.channels === undefined ? [] : [dynamodb.channels]),
    sqs.channels,
    { endpoint: endpoints.aws, connect: () => openChannel((request) => services.answer(request)) },
  ];
  for (const planned of plan.functions) {
    const environment = localVariables(planned, {
      endpoints,
      providerOrigin: provider.origin,
      apiUrl,
      lifecycleOverrides: config.lifecycleOverrides,
    });
    const pool = createFunctionPool({
      planned,
      environment,
      log: openLog(planned.key),
      concurrencyMax: environmentsMax,
      network: { sinkPort: ports.sink, channels },
    });
    pools.set(planned.arn, pool);
    onStop(() => pool.stop());
  }
  const poolAt = (arn: string): FunctionPool => {
    const pool = pools.get(arn);
    if (pool === undefined) throw new Error(`the template leads to ${arn}, which is no function of it`);
    return pool;
  };

  const gateway = createGateway({
    findPage: consoleSite(pages.folder, {
      issuer: identity.issuer,
      clientId: consoleClientId,
      scope: callScope,
      signOut: config.issuerKind,
    }),
    routes: plan.routes,
    authorize: createAuthorizer(identity.issuer),
    invoke: (functionArn, event, requestId, gone) => poolAt(functionArn).invoke(event, requestId, gone),
    onError,
  });
  await giveBackApi();
  await listen(gateway, ports.api);
  onStop(() => close(gateway));

  const triggers = startTriggersUnderControl({
    kinds: { hasWorkers: config.hasWorkers, hasSchedules: config.hasSchedules },
    startTriggers: (kinds) => startTriggers({ plan, poolAt, clients, sqs, streamArns, dataDir, ...kinds, onError }),
    pools: () => [...pools.values()],
    removals: [
      dynamodb.empty,
      sqs.empty,
      objects.empty,
      provider.empty,
      received.empty,
      () => rmSync(eventsFile, { force: true }),
      () => Promise.all(logs.map((log) => log.empty())),
    ],
    seed: seedAll,
  });
  onStop(() => triggers.stop());
  await giveBackAws();
  const aws = createAwsEndpoint(services, triggers.controls);
  await listen(aws, ports.aws);
  onStop(() => close(aws));

  const description: StackDescription = {
    apiUrl,
    issuer: identity.issuer,
    tableName,
    endpoints,
    queues: Object.fromEntries(plan.queues.map(({ path: name, url, arn }) => [name, { url, arn }])),
    functions: Object.fromEntries(plan.functions.map(({ key, name }) => [key, name])),
    provider: { origin: provider.origin },
    sink: { url: `http://127.0.0.1:${ports.sink}` },
    pid: process.pid,
  };
  writeStackFile(stackFile, description);
  return { description, assemblyReused: synthesis.reused, stop };
}

async function makeResources(plan: Plan, sqs: RunningSqs, clients: ReturnType<typeof createClients>) {
  for (const { name, attributes } of plan.queues) await sqs.ensureQueue({ name, attributes });
  const streamArns = new Map<string, string>();
  for (const table of plan.tables) {
    const streamArn = await ensureTable(clients.dynamodb, table);
    if (streamArn !== undefined) streamArns.set(table.name, streamArn);
  }
  return streamArns;
}

interface Stoppable {
  stop(): unknown;
}

/** Waits for all parts; started parts are registered for the stop even if another one fails. */
async function together<Dependencies extends readonly Stoppable[]>(
  onStop: (stop: () => unknown) => void,
  starting: { readonly [Index in keyof Dependencies]: Promise<Dependencies[Index]> },
): Promise<Dependencies> {
  await Promise.allSettled(starting.map((part) => part.then((started) => onStop(() => started.stop()))));
  return Promise.all(starting);
}
