import type { Prepared, StartRequest } from "../define-operation.ts";
import type { DeliverInput } from "./alerts.deliver.input.ts";

/** One delivery to a channel at a time. */
export async function prepare({ input }: Pick<StartRequest<DeliverInput>, "input">): Promise<Prepared> {
  return deliveryOf(input);
}

/**
 * The start of a delivery: its line is the channel, so that messages to it are in order. A test is other work of the same
 * line: it never counts as done by a delivery that sends no test message.
 */
export const deliveryOf = ({ channelId, isTest }: DeliverInput) => {
  const line = { alertDeliveryId: channelId };
  return {
    kind: "start" as const,
    identity: isTest === undefined ? line : { ...line, isTest },
    line,
    input: isTest === undefined ? { channelId } : { channelId, isTest },
    context: line,
  };
};
