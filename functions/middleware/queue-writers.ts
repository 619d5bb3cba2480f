import { createParking } from "../../shared/dispatch/park-event.ts";
import { createSender } from "../../shared/dispatch/send.ts";
import type { Lane } from "../../shared/run/lanes.ts";
import { queueClient } from "./queue-client.ts";

/** Writes to the lanes; loaded on first use by functions whose usual invocation sends nothing. */
export const laneSender = (queueUrls: Readonly<Record<Lane, string>>) =>
  createSender({ client: queueClient(), queueUrls });

/** Writes to the queue of parked events. */
export const eventParking = (queueUrl: string) => createParking({ client: queueClient(), queueUrl });
