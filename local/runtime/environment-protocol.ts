import * as z from "zod";
import { sinkRoute } from "./local-network.ts";

/** What an execution environment needs to start. */
export const environmentSetup = z.object({ folder: z.string(), handler: z.string(), sink: sinkRoute.optional() });
export type EnvironmentSetup = z.infer<typeof environmentSetup>;

/** An invocation message. The event is JSON text, as on AWS. */
export const invocationMessage = z.object({
  requestId: z.string(),
  event: z.string(),
  /** The X-Ray trace header. */
  trace: z.string(),
  /** The deadline, in milliseconds since 1970. */
  deadline: z.number(),
  functionName: z.string(),
  functionArn: z.string(),
  memoryMegabytes: z.number(),
});
export type InvocationMessage = z.infer<typeof invocationMessage>;

const failure = {
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()),
};

/** A message from an execution environment: loaded, failed to load, or an invocation result. */
export const environmentMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("not_loaded"), ...failure }),
  z.object({ kind: z.literal("answered"), payload: z.string(), usedHeapMegabytes: z.number() }),
  z.object({ kind: z.literal("failed"), ...failure }),
]);
export type EnvironmentMessage = z.infer<typeof environmentMessage>;

/** An invocation's result. `payload` is JSON text; the heap size is the environment's own after the invocation. */
export type InvocationResult =
  | { readonly outcome: "answered"; readonly payload: string; readonly usedHeapMegabytes?: number }
  | {
      readonly outcome: "failed";
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
    };
