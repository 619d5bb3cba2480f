import type { EngineRoute } from "./engine-network.ts";

// Both ends are of one release, and each environment would load a schema library to check the other's messages.

/** What an execution environment needs to start. */
export interface EnvironmentSetup {
  readonly folder: string;
  readonly handler: string;
  /** The port of the sink of the local targets; absent without them. */
  readonly sinkPort: number | undefined;
  readonly engines: readonly EngineRoute[];
}

/** An invocation message. The event is JSON text, as on AWS. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly event: string;
  /** The X-Ray trace header. */
  readonly trace: string;
  /** The deadline, in milliseconds since 1970. */
  readonly deadline: number;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
}

interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What an execution environment says first: it is loaded, or failed to load; then the result of each invocation. */
export type EnvironmentMessage =
  | { readonly kind: "ready" }
  | ({ readonly kind: "not_loaded" } & Failure)
  | { readonly kind: "answered"; readonly payload: string; readonly usedHeapMegabytes: number }
  | ({ readonly kind: "failed" } & Failure);

/** What a function wrote since its last message. */
export interface OutputMessage {
  readonly kind: "output";
  readonly text: string;
}

/** An invocation's result. `payload` is JSON text; the heap size is the environment's own after the invocation. */
export type InvocationResult =
  | { readonly outcome: "answered"; readonly payload: string; readonly usedHeapMegabytes?: number }
  | ({ readonly outcome: "failed" } & Failure);
