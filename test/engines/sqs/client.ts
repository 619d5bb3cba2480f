import { createHash } from "node:crypto";
import { QueueDoesNotExist, ReceiptHandleIsInvalid, SQSClient, SQSServiceException } from "@aws-sdk/client-sqs";
import { QueueError, type SqsAnswer, type SqsCall } from "./engine.ts";

/** Delivers a client's request to the queues, directly or through a simulator. */
export type Answering = (call: SqsCall) => Promise<SqsAnswer>;

/** An SQS client that calls in-process queues directly, with the same commands and error classes. */
export function createDirectSqsClient(answer: Answering): SQSClient {
  const client = new SQSClient({
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    useQueueUrlAsEndpoint: false,
  });
  Object.defineProperty(client, "send", {
    async value(command: { readonly input: object; readonly constructor: { readonly name: string } }) {
      const operation = command.constructor.name.replace(/Command$/, "");
      try {
        const output = await answer({ operation, request: { ...command.input } });
        return { $metadata: {}, ...withDigests(output) };
      } catch (error) {
        throw error instanceof QueueError ? toException(error) : error;
      }
    },
  });
  return client;
}

function withDigests(answer: SqsAnswer): SqsAnswer {
  if (answer.Messages === undefined) return answer;
  const digest = (body: unknown) => createHash("md5").update(String(body)).digest("hex");
  return { ...answer, Messages: answer.Messages.map((one) => ({ ...one, MD5OfBody: digest(one.Body) })) };
}

export function toException(error: QueueError, httpStatusCode = 400): SQSServiceException {
  const details = { message: error.message, $metadata: { httpStatusCode, attempts: error.attempts } };
  if (error.name === "QueueDoesNotExist") return new QueueDoesNotExist(details);
  if (error.name === "ReceiptHandleIsInvalid") return new ReceiptHandleIsInvalid(details);
  return new SQSServiceException({ ...details, name: error.name, $fault: httpStatusCode < 500 ? "client" : "server" });
}
