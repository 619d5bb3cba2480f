import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { LambdaFunction } from "./lambda-function.ts";

interface MessageQueueProps {
  readonly retentionDays: number;
  /** A received message that is not acknowledged comes back after this; 30 s unless given. */
  readonly visibilitySeconds?: number;
  /** Where a message goes after that many receives. */
  readonly failures?: { readonly queue: MessageQueue; readonly afterReceives: number };
}

/** A queue that is encrypted and speaks TLS only. */
export class MessageQueue extends Queue {
  constructor(scope: Construct, id: string, { retentionDays, visibilitySeconds = 30, failures }: MessageQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(retentionDays),
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      removalPolicy: RemovalPolicy.DESTROY,
      ...(failures && { deadLetterQueue: { queue: failures.queue, maxReceiveCount: failures.afterReceives } }),
    });
  }

  allowSending(target: LambdaFunction): void {
    target.allow(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.queueArn] }));
  }

  /** What an event source mapping needs, in the name of its function. */
  allowReceiving(target: LambdaFunction): void {
    target.allow(
      new PolicyStatement({
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
        resources: [this.queueArn],
      }),
    );
  }
}
