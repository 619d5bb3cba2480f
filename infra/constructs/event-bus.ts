import { EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { completedEvent } from "../../shared/run/completed-event.ts";
import type { LambdaFunction } from "./lambda-function.ts";

/** Where other systems hear of ended runs: rules of their own on this bus, and nothing of ours listens. */
export class RunEventBus extends Construct {
  readonly name: string;
  readonly #arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bus = new EventBus(this, "Bus", { description: "Ended runs of Runtruth" });
    this.name = bus.eventBusName;
    this.#arn = bus.eventBusArn;
  }

  /** Lets a function tell of ended runs, in our name and under that event's name only. */
  allowTelling(target: LambdaFunction): void {
    target.setVariable("EVENT_BUS_NAME", this.name);
    target.allow(
      new PolicyStatement({
        actions: ["events:PutEvents"],
        resources: [this.#arn],
        conditions: {
          StringEquals: { "events:source": completedEvent.source, "events:detail-type": completedEvent.detailType },
        },
      }),
    );
  }
}
