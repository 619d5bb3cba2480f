import type { createParking } from "../../shared/dispatch/park-event.ts";
import type { Send } from "../../shared/dispatch/send.ts";
import type { Lane } from "../../shared/run/lanes.ts";

type Park = ReturnType<typeof createParking>;

/** Sends messages of runs; the client of the queues is loaded with the first one. */
export function lazySender(queueUrls: Readonly<Record<Lane, string>>): Send {
  let loading: Promise<Send> | undefined;
  return async (...message) => {
    loading ??= import("./queue-writers.ts").then(({ laneSender }) => laneSender(queueUrls));
    return (await loading)(...message);
  };
}

/** Parks events; the client of the queue is loaded with the first one. */
export function lazyParking(queueUrl: string): Park {
  let loading: Promise<Park> | undefined;
  return async (end) => {
    loading ??= import("./queue-writers.ts").then(({ eventParking }) => eventParking(queueUrl));
    return (await loading)(end);
  };
}
