import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readCloudAssembly } from "../../../local/assembly/cloud-assembly.ts";
import { planOf } from "../../../local/assembly/plan.ts";
import { synthesize } from "../../../local/assembly/synthesize.ts";
import { repositoryRoot } from "../../../local/config.ts";
import { startDynamoDb } from "../../../local/engines/dynamodb.ts";
import { freePort } from "../../../local/engines/process.ts";
import { startSqs } from "../../../local/engines/sqs.ts";
import { sampleClient } from "../../../local/provider/credentials.ts";
import { startSampleProvider } from "../../../local/provider/server.ts";
import { createAwsEndpoint } from "../../../local/runtime/aws-endpoint.ts";
import { createAwsServices } from "../../../local/runtime/aws-services.ts";
import { close, listen } from "../../../local/runtime/ports.ts";
import { createClients } from "../../../local/runtime/sdk-clients.ts";
import { openSecrets } from "../../../local/runtime/secrets.ts";
import { ensureTable } from "../../../local/runtime/tables.ts";
import { seed } from "../../../local/seed.ts";
import { systemClock } from "../../../shared/foundation/clock.ts";
import { createKillableFunction } from "./killable-function.ts";

/** The functions to kill: those that claim runs and those that complete runs without a claim. */
const triedFunctions: readonly string[] = ["worker-short", "worker-long", "failed-job-bridge", "reconcile-sweep"];

/**
 * The synthesized stack with each of these functions in its own process. Engines, provider and queues use this process's
 * Date; the functions receive the time with each invocation.
 */
export async function startKillableStack() {
  const { folder } = await synthesize(repositoryRoot, {});
  const scratch = mkdtempSync(path.join(tmpdir(), "runtruth-kill-"));
  const [dynamodb, sqs, provider] = await Promise.all([
    startDynamoDb(),
    startSqs(),
    startSampleProvider({ port: 0, overlayDir: path.join(scratch, "provider") }),
  ]);
  const nowhere = "http://127.0.0.1:1";
  const plan = planOf(readCloudAssembly(folder), {
    sqs: sqs.endpoint,
    objects: nowhere,
    issuer: nowhere,
    api: nowhere,
  });
  const clients = createClients({ dynamodb: dynamodb.endpoint, sqs: sqs.endpoint });
  for (const { name, attributes } of plan.queues) await sqs.ensureQueue({ name, attributes });
  for (const table of plan.tables) await ensureTable(clients.dynamodb, table);
  const tableName = plan.tables[0]?.name ?? "";
  const documents = DynamoDBDocumentClient.from(clients.dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  await seed({ client: documents, tableName, providerOrigin: provider.origin, clock: systemClock });

  const awsPort = await freePort();
  const aws = createAwsEndpoint(
    createAwsServices({
      receiveMail: () => undefined,
      findSecret: openSecrets({
        file: path.join(scratch, "secrets.json"),
        generated: plan.generatedSecrets,
        providerSecret: sampleClient.clientSecret,
      }).find,
      answerKms: () => undefined,
      eventsFile: path.join(scratch, "events.jsonl"),
      findFunction: () => undefined,
    }),
  );
  await listen(aws, awsPort);

  const engines = {
    dynamodb: dynamodb.endpoint,
    sqs: sqs.endpoint,
    objects: nowhere,
    aws: `http://127.0.0.1:${awsPort}`,
  };
  const functions = await Promise.all(
    plan.functions
      .filter(({ key }) => triedFunctions.includes(key))
      .map((planned) => createKillableFunction({ planned, engines, providerOrigin: provider.origin })),
  );

  return {
    plan,
    clients,
    documents,
    tableName,
    endpoint: dynamodb.endpoint,
    functionOf(key: string) {
      const found = functions.find(({ planned }) => [planned.key, planned.arn].includes(key));
      if (found === undefined) throw new Error(`the stack has no function ${key} among ${triedFunctions.join(", ")}`);
      return found;
    },
    async stop(): Promise<void> {
      await Promise.all(functions.map((one) => one.stop()));
      clients.destroy();
      await close(aws);
      await Promise.all([provider.stop(), sqs.stop()]);
      await dynamodb.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
export type KillableStack = Awaited<ReturnType<typeof startKillableStack>>;
