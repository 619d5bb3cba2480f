import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { LambdaFunction } from "./lambda-function.ts";

interface MessageQueueProps {
  readonly retentionDays: number;
  /** The visibility timeout; default 30 s. */
  readonly visibilitySeconds?: number;
  /** The redrive target and the number of receives before it. */
  readonly failures?: { readonly queue: MessageQueue; readonly afterReceives: number };
}

/** An encrypted queue that accepts TLS only. */
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

  /** The permissions that the function's role needs for its event source mapping. */
  allowReceiving(target: LambdaFunction): void {
    target.allow(
      new PolicyStatement({
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
        resources: [this.queueArn],
      }),
    );
  }
}
