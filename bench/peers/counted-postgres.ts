import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";

interface Client {
  query(...call: readonly unknown[]): unknown;
}
const driver = z.object({
  default: z.object({ Client: z.custom<{ readonly prototype: Client }>((value) => typeof value === "function") }),
});

/** Counts every query of this process's clients: each is one round trip. */
export async function countQueries(): Promise<() => number> {
  const { Client } = driver.parse(await loadPeer("pg")).default;
  const query = Client.prototype.query;
  let count = 0;
  Client.prototype.query = function (this: Client, ...call) {
    count += 1;
    return Reflect.apply(query, this, call);
  };
  return () => count;
}
