/**
 * A function in its own process, so that it can be killed without cleanup. It loads the deployed bundle and runs one
 * invocation at a time, at the given instant.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";

const [folder = "", handlerName = ""] = process.argv.slice(2);
const [file = "", exportName = ""] = handlerName.split(".");
const invocation = z.object({ event: z.unknown(), now: z.number(), timeoutMillis: z.number() });
const handlerSchema = z.custom<(event: unknown, context: unknown) => unknown>((value) => typeof value === "function");

const SystemDate = globalThis.Date;
let ahead = 0;
const now = () => SystemDate.now() + ahead;
globalThis.Date = new Proxy(SystemDate, {
  get: (date, name) => (name === "now" ? now : Reflect.get(date, name)),
  construct: (date, given, made) => Reflect.construct(date, given.length === 0 ? [now()] : given, made),
});

const loaded = import(pathToFileURL(path.join(folder, `${file}.mjs`)).href);

process.on("message", async (message: unknown) => {
  const { event, now: instant, timeoutMillis } = invocation.parse(message);
  ahead = instant - SystemDate.now();
  const deadline = instant + timeoutMillis;
  try {
    const handler = handlerSchema.parse(z.record(z.string(), z.unknown()).parse({ ...(await loaded) })[exportName]);
    const answer = await handler(event, {
      awsRequestId: "killed-or-not",
      functionName: "under-test",
      memoryLimitInMB: "256",
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
    });
    process.send?.({ outcome: "answered", payload: JSON.stringify(answer) ?? "null" });
  } catch (error) {
    const { name, message: said } = error instanceof Error ? error : new Error(String(error));
    process.send?.({ outcome: "failed", errorType: name, errorMessage: said, trace: [] });
  }
});
