import type { createParking } from "../../shared/dispatch/park-event.ts";
import type { Send } from "../../shared/dispatch/send.ts";
import { loadOnce } from "../../shared/foundation/load-once.ts";
import type { Lane } from "../../shared/run/lanes.ts";

type Park = ReturnType<typeof createParking>;

/** Sends messages of runs; the client of the queues is loaded with the first one. */
export function lazySender(queueUrls: Readonly<Record<Lane, string>>): Send {
  const send = loadOnce(async () => (await import("./queue-writers.ts")).laneSender(queueUrls));
  return async (...message) => (await send())(...message);
}

/** Parks events; the client of the queue is loaded with the first one. */
export function lazyParking(queueUrl: string): Park {
  const park = loadOnce(async () => (await import("./queue-writers.ts")).eventParking(queueUrl));
  return async (end) => (await park())(end);
}
