import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { readCloudAssembly } from "../../local/assembly/cloud-assembly.ts";
import { planOf } from "../../local/assembly/plan.ts";
import type { QueueReceiver } from "../../local/engines/sqs.ts";
import { openFunctionLog } from "../../local/runtime/function-log.ts";
import { createFunctionPool } from "../../local/runtime/function-pool.ts";
import { localVariables } from "../../local/runtime/function-variables.ts";
import { startQueueMapping } from "../../local/runtime/queue-mapping.ts";
import { createClients } from "../../local/runtime/sdk-clients.ts";

/**
 * The deployed worker of the short lane in several execution environments, each with its own poller, in a process that
 * can be killed without cleanup, as when a sandbox is lost.
 */
const given = z.object({
  assembly: z.string(),
  endpoints: z.object({ dynamodb: z.string(), sqs: z.string(), objects: z.string(), aws: z.string() }),
  issuer: z.string(),
  apiUrl: z.string(),
  providerOrigin: z.string(),
  logFolder: z.string(),
  atOnce: z.number(),
});
const { assembly, endpoints, issuer, apiUrl, providerOrigin, logFolder, atOnce } = given.parse(
  JSON.parse(process.argv[2] ?? ""),
);

const plan = planOf(readCloudAssembly(assembly), {
  sqs: endpoints.sqs,
  objects: endpoints.objects,
  issuer,
  api: apiUrl,
});
const worker = plan.functions.find(({ key }) => key === "worker-short");
const mapping = plan.queueMappings.find(({ functionArn }) => functionArn === worker?.arn);
const queueUrl = plan.queues.find(({ arn }) => arn === mapping?.queueArn)?.url;
if (worker === undefined || mapping === undefined || queueUrl === undefined) {
  throw new Error("the assembly has no event source mapping for the worker of the short lane");
}

const log = openFunctionLog(logFolder, `killed-${process.pid}`);
const environment = localVariables(worker, { endpoints, providerOrigin, apiUrl, lifecycleOverrides: undefined });
const pools = Array.from({ length: atOnce }, () =>
  createFunctionPool({ planned: worker, environment, log, concurrencyMax: 1 }),
);
// Load all environments before the first job, so that all can be in progress at once.
for (const pool of pools) await pool.invoke({ Records: [] });
const { sqs } = createClients(endpoints);
const onError = (error: unknown) => log.note({ level: "ERROR", message: String(error) });
const queue: QueueReceiver = {
  async receive(MaxNumberOfMessages, abortSignal) {
    const request = { QueueUrl: queueUrl, MaxNumberOfMessages, WaitTimeSeconds: 20 };
    const all = { MessageSystemAttributeNames: ["All" as const], MessageAttributeNames: ["All"] };
    return (await sqs.send(new ReceiveMessageCommand({ ...request, ...all }), { abortSignal })).Messages ?? [];
  },
  async remove(ReceiptHandle) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  },
};
for (const pool of pools) startQueueMapping({ planned: mapping, queue, pool, onError });
