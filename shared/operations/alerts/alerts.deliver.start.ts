import type { Prepared, StartRequest } from "../define-operation.ts";
import type { DeliverInput } from "./alerts.deliver.input.ts";

/** One delivery to a channel at a time. */
export async function prepare({ input }: Pick<StartRequest<DeliverInput>, "input">): Promise<Prepared> {
  return deliveryOf(input);
}

/** The start of a delivery: its line is the channel, so that messages to it are in order. */
export const deliveryOf = ({ channelId }: DeliverInput) => ({
  kind: "start" as const,
  identity: { alertDeliveryId: channelId },
  input: { channelId },
  context: { alertDeliveryId: channelId },
});
