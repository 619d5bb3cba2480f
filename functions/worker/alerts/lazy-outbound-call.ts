import { lookup } from "node:dns/promises";
import type { OutboundCall } from "./outbound-call.ts";

/** Messages to targets that people entered, loaded with the first one. */
export function lazyOutboundCall(): OutboundCall {
  let loading: Promise<OutboundCall> | undefined;
  return async (message, signal) => {
    loading ??= import("./outbound-call.ts").then(({ createOutboundCall }) =>
      createOutboundCall({ resolve: (hostname) => lookup(hostname, { all: true }) }),
    );
    return (await loading)(message, signal);
  };
}
