import { SendMessageCommand, type SQSClient, SQSServiceException } from "@aws-sdk/client-sqs";
import type { Lane } from "../run/lanes.ts";
import type { Run } from "../run/run.ts";
import { envelopeOf } from "./envelope.ts";

/** `refused`: the queue said no, so there is no message. `unknown`: nobody knows whether there is one. */
export type Sent =
  | { readonly kind: "sent"; readonly queueJobId: string | undefined }
  | { readonly kind: "refused" | "unknown"; readonly cause: unknown };

export interface SendTarget {
  readonly client: SQSClient;
  readonly queueUrls: Readonly<Record<Lane, string>>;
}

/** Sends the message of a run on its lane. Its workspace is the message group, so that one tenant's backlog does not hold up the others. */
export function createSender({ client, queueUrls }: SendTarget) {
  return async function send(run: Run, lane: Lane): Promise<Sent> {
    try {
      const answer = await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrls[lane],
          MessageBody: JSON.stringify(envelopeOf(run, lane)),
          MessageGroupId: run.workspaceId,
        }),
      );
      return { kind: "sent", queueJobId: answer.MessageId };
    } catch (cause) {
      return { kind: isRefusal(cause) ? "refused" : "unknown", cause };
    }
  };
}
export type Send = ReturnType<typeof createSender>;

/**
 * Only an answer of the queue itself in the 4xx range says for certain that nothing was enqueued, and only to a request
 * that the client made once: what it makes again it makes because it never heard what became of the first.
 */
function isRefusal(cause: unknown): boolean {
  if (!(cause instanceof SQSServiceException)) return false;
  const { httpStatusCode: status = 0, attempts = 1 } = cause.$metadata;
  return attempts === 1 && status >= 400 && status < 500;
}
