import { createHash } from "node:crypto";
import { QueueDoesNotExist, ReceiptHandleIsInvalid, SQSClient, SQSServiceException } from "@aws-sdk/client-sqs";
import { QueueError, type SqsAnswer, type SqsCall } from "./engine.ts";

/** How a client reaches the queues: at once, or through whatever a simulator puts in between. */
export type Answering = (call: SqsCall) => Promise<SqsAnswer>;

/** An SQS client whose requests go straight to queues of this process: the same commands and error classes, no wire. */
export function createDirectSqsClient(answer: Answering): SQSClient {
  const client = new SQSClient({
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    useQueueUrlAsEndpoint: false,
  });
  client.middlewareStack.add(
    (_next, context) => async (args) => {
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      try {
        const output = await answer({ operation, request: { ...args.input } });
        return { response: {}, output: { $metadata: {}, ...withDigests(output) } };
      } catch (error) {
        throw error instanceof QueueError ? toException(error) : error;
      }
    },
    { step: "initialize", priority: "low", name: "inProcessQueues" },
  );
  return client;
}

function withDigests(answer: SqsAnswer): SqsAnswer {
  if (answer.Messages === undefined) return answer;
  const digest = (body: unknown) => createHash("md5").update(String(body)).digest("hex");
  return { ...answer, Messages: answer.Messages.map((one) => ({ ...one, MD5OfBody: digest(one.Body) })) };
}

export function toException(error: QueueError, httpStatusCode = 400): SQSServiceException {
  const told = { message: error.message, $metadata: { httpStatusCode } };
  if (error.name === "QueueDoesNotExist") return new QueueDoesNotExist(told);
  if (error.name === "ReceiptHandleIsInvalid") return new ReceiptHandleIsInvalid(told);
  return new SQSServiceException({ ...told, name: error.name, $fault: httpStatusCode < 500 ? "client" : "server" });
}
