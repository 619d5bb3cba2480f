import { SendMessageCommand, type SQSClient, SQSServiceException } from "@aws-sdk/client-sqs";
import type { Lane } from "../run/lanes.ts";
import type { Run } from "../run/run.ts";
import { envelopeOf } from "./envelope.ts";

/** `refused`: the queue rejected the message. `unknown`: the message may or may not exist. */
export type Sent =
  | { readonly kind: "sent"; readonly queueJobId: string | undefined }
  | { readonly kind: "refused" | "unknown"; readonly cause: unknown };

/** The place of work that belongs to no environment; no environment has this id. */
const noEnvironment = "-";

/**
 * The group of a run's message: its environment. A fair queue delays the group that takes more than its share of the
 * workers. With the workspace as group, the environments of a provider with one workspace would delay each other.
 */
export const messageGroupOf = ({ workspaceId, environmentId }: Pick<Run, "workspaceId" | "environmentId">): string =>
  `${workspaceId}#${environmentId ?? noEnvironment}`;

export interface SendTarget {
  readonly client: SQSClient;
  readonly queueUrls: Readonly<Record<Lane, string>>;
}

/** Sends the message of a run on its lane. A delay is at most that of `message-delay.ts`. */
export function createSender({ client, queueUrls }: SendTarget) {
  return async function send(run: Run, lane: Lane, delaySeconds = 0): Promise<Sent> {
    try {
      const answer = await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrls[lane],
          MessageBody: JSON.stringify(envelopeOf(run, lane)),
          MessageGroupId: messageGroupOf(run),
          ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
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
 * Only a 4xx response from the queue itself, to a request that was not retried, proves that nothing was enqueued: a
 * retry follows a request whose result is unknown.
 */
function isRefusal(cause: unknown): boolean {
  if (!(cause instanceof SQSServiceException)) return false;
  const { httpStatusCode: status = 0, attempts = 1 } = cause.$metadata;
  return attempts === 1 && status >= 400 && status < 500;
}
