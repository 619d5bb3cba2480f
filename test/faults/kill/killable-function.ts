import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import * as z from "zod";
import { localAccount } from "../../../local/assembly/local-account.ts";
import type { PlannedFunction } from "../../../local/assembly/planned-functions.ts";
import type { InvocationResult } from "../../../local/runtime/environment-protocol.ts";
import { localVariables } from "../../../local/runtime/function-variables.ts";
import { createKillProxy } from "./kill-proxy.ts";

interface Setup {
  readonly planned: PlannedFunction;
  readonly engines: { readonly dynamodb: string; readonly sqs: string; readonly aws: string };
  readonly providerOrigin: string;
}

const result = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("answered"), payload: z.string() }),
  z.object({
    outcome: z.literal("failed"),
    errorType: z.string(),
    errorMessage: z.string(),
    trace: z.array(z.string()),
  }),
]) satisfies z.ZodType<InvocationResult>;

/** A deployed function in a process that can be killed at any of its calls; the next invocation gets a new process. */
export async function createKillableFunction({ planned, engines, providerOrigin }: Setup) {
  let child: ChildProcess | undefined;
  const killProxy = await createKillProxy({ ...engines }, () => child?.kill("SIGKILL"));
  const endpoints = {
    dynamodb: killProxy.endpoints.dynamodb ?? "",
    sqs: killProxy.endpoints.sqs ?? "",
    objects: killProxy.endpoints.aws ?? "",
    aws: killProxy.endpoints.aws ?? "",
  };

  const started = () => {
    const one = fork(path.join(import.meta.dirname, "function-process.ts"), [planned.folder, planned.handler], {
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: {
        PATH: process.env.PATH,
        TZ: ":UTC",
        AWS_REGION: localAccount.region,
        AWS_LAMBDA_FUNCTION_NAME: planned.name,
        ...planned.environment,
        ...localVariables(planned, {
          endpoints,
          providerOrigin,
          apiUrl: "http://127.0.0.1",
          lifecycleOverrides: undefined,
        }),
      },
    });
    one.once("exit", () => {
      if (child === one) child = undefined;
    });
    return one;
  };

  return {
    planned,
    killProxy,
    /** Runs the function once at this instant. If the process exits meanwhile, the invocation fails. */
    invoke(event: unknown, now: Date): Promise<InvocationResult> {
      child ??= started();
      const one = child;
      return new Promise((resolve) => {
        const onExit = (_code: number | null, signal: string | null) => {
          one.off("message", onMessage);
          resolve({ outcome: "failed", errorType: "Runtime.ExitError", errorMessage: signal ?? "ended", trace: [] });
        };
        const onMessage = (message: unknown) => {
          one.off("exit", onExit);
          resolve(result.parse(message));
        };
        one.once("message", onMessage);
        one.once("exit", onExit);
        one.send({ event, now: now.getTime(), timeoutMillis: planned.timeoutSeconds * 1000 });
      });
    },
    async stop(): Promise<void> {
      child?.kill("SIGKILL");
      await killProxy.stop();
    },
  };
}
export type KillableFunction = Awaited<ReturnType<typeof createKillableFunction>>;
