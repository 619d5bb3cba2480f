import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { StoreError } from "../../../local/engines/table/errors.ts";
import { toException } from "../../engines/dynamodb/client.ts";
import { toException as toQueueException } from "../../engines/sqs/client.ts";
import { QueueError } from "../../engines/sqs/engine.ts";
import { crossToQueue, crossToTable, type Dependencies } from "../../simulation/gateways.ts";
import { localAws } from "../../support/table.ts";
import type { Outside } from "./virtual-time.ts";

interface Setup extends Dependencies {
  readonly endpoint: string;
  readonly outside: Outside;
}

const isWriting = (command = "") => /^(Put|Update|BatchWrite)/.test(command);
const isBatchGet = (command = "") => command.startsWith("BatchGet");
const batch = z.object({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(z.unknown()) })) });

/** A client of a real table over HTTP, with faults injected by SDK middleware. */
export function faultyTableClient(
  { endpoint, outside, ...parts }: Setup,
  observe: (isWrite: boolean) => void,
): DynamoDBDocumentClient {
  // The gateway retries, with backoff in virtual time, so the SDK itself must not.
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws, maxAttempts: 1 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await crossToTable(parts, isWriting(context.commandName), () =>
          outside(async () => {
            observe(isWriting(context.commandName));
            const left = isBatchGet(context.commandName) ? leaveSome(parts, args.input) : {};
            const answer = await next(args);
            Object.assign(args.input, left.asked);
            Object.assign(answer.output, left.unprocessed);
            return answer;
          }),
        );
      } catch (error) {
        throw error instanceof StoreError ? toException(error) : error;
      }
    },
    { step: "initialize", priority: "low", name: "faults" },
  );
  return client;
}

/** Removes some keys from a batch before sending and returns them as unprocessed, as a throttled table does. */
function leaveSome({ faults, random }: Dependencies, input: object) {
  const { RequestItems: asked } = batch.parse(input);
  const [name = "", part] = Object.entries(asked)[0] ?? [];
  if (part === undefined || part.Keys.length < 2 || !faults.happens("batch_unprocessed")) return {};
  const kept = 1 + random.below(part.Keys.length - 1);
  Object.assign(input, { RequestItems: { [name]: { ...part, Keys: part.Keys.slice(0, kept) } } });
  return {
    asked: { RequestItems: asked },
    unprocessed: { UnprocessedKeys: { [name]: { ...part, Keys: part.Keys.slice(kept) } } },
  };
}

/** A client of real queues over HTTP, with faults injected by SDK middleware. */
export function faultyQueueClient({ endpoint, outside, ...parts }: Setup, observe: (body: string) => void): SQSClient {
  const { faults, random } = parts;
  const client = new SQSClient({ endpoint, ...localAws, maxAttempts: 1, useQueueUrlAsEndpoint: false });
  client.middlewareStack.add(
    (next) => async (args) => {
      const input = sent.parse(args.input);
      if (faults.happens("delayed_delivery")) Object.assign(args.input, { DelaySeconds: random.below(300) });
      try {
        return await crossToQueue(parts, () =>
          outside(() => {
            observe(input.MessageBody);
            return next(args);
          }),
        );
      } catch (error) {
        throw error instanceof QueueError ? toQueueException(error, 403) : error;
      }
    },
    { step: "initialize", priority: "low", name: "faults" },
  );
  return client;
}

/** The product only sends messages; other commands have no body. */
const sent = z.object({ MessageBody: z.string() }) satisfies z.ZodType<Partial<SendMessageCommand["input"]>>;
