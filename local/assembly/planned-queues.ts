import * as z from "zod";
import { localAccount, localArn } from "./local-account.ts";
import type { PlanSource } from "./plan-source.ts";

export interface PlannedQueue {
  readonly name: string;
  /** The construct path, which is the queue's name in `stack.json` and in commands. */
  readonly path: string;
  readonly arn: string;
  readonly url: string;
  /** CreateQueue attributes; SQS defaults apply to the others. */
  readonly attributes: Readonly<Record<string, string>>;
}

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const queueSchema = z.object({
  VisibilityTimeout: text.default("30"),
  MessageRetentionPeriod: text.default("345600"),
  DelaySeconds: text.default("0"),
  ReceiveMessageWaitTimeSeconds: text.default("0"),
  MaximumMessageSize: text.optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int() }).optional(),
  FifoQueue: z.literal(false).optional(),
});

/** Plans the stack's queues; dead-letter queues come before the queues that name them. */
export function planQueues(source: PlanSource, endpoint: string): PlannedQueue[] {
  const queues = source.every(["AWS::SQS::Queue"], queueSchema).map(({ name, path, properties }) => {
    const { RedrivePolicy: redrive, FifoQueue: _, ...plain } = properties;
    return {
      name,
      path,
      arn: localArn("sqs", name),
      url: `${endpoint}/${localAccount.account}/${name}`,
      attributes: {
        ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
        ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }),
      },
      failureArn: redrive?.deadLetterTargetArn,
    };
  });

  const depth = (queue: (typeof queues)[number] | undefined): number =>
    queue === undefined ? 0 : 1 + depth(queues.find(({ arn }) => arn !== queue.arn && arn === queue.failureArn));
  return queues.sort((one, other) => depth(one) - depth(other)).map(({ failureArn: _, ...queue }) => queue);
}
