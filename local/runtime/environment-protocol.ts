import * as z from "zod";

/** The start data of an execution environment. */
export const environmentSetup = z.object({ folder: z.string(), handler: z.string() });
export type EnvironmentSetup = z.infer<typeof environmentSetup>;

/** One invocation, as an execution environment receives it. The event is JSON text, as on AWS. */
export const invocationMessage = z.object({
  requestId: z.string(),
  event: z.string(),
  /** The trace this invocation belongs to. */
  trace: z.string(),
  /** Milliseconds since 1970. */
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

/** A message of an execution environment: loaded, failed to load, or the result of an invocation. */
export const environmentMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("not_loaded"), ...failure }),
  z.object({ kind: z.literal("answered"), payload: z.string(), usedHeapMegabytes: z.number() }),
  z.object({ kind: z.literal("failed"), ...failure }),
]);
export type EnvironmentMessage = z.infer<typeof environmentMessage>;

/** The result of an invocation. `payload` is JSON text; the heap is the environment's own, measured afterwards. */
export type InvocationResult =
  | { readonly outcome: "answered"; readonly payload: string; readonly usedHeapMegabytes?: number }
  | {
      readonly outcome: "failed";
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
    };
