import { EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { completedEvent } from "../../shared/run/completed-event.ts";
import type { LambdaFunction } from "./lambda-function.ts";

/** The bus for events of completed runs. Consumers add their own rules; the product has none. */
export class RunEventBus extends Construct {
  readonly name: string;
  readonly #arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bus = new EventBus(this, "Bus", { description: "Completed runs of Runtruth" });
    this.name = bus.eventBusName;
    this.#arn = bus.eventBusArn;
  }

  /** Lets a function publish the completion event, with our source and detail type only. */
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
