import type { Context } from "aws-lambda";
import { required } from "../../shared/foundation/required.ts";
import type { ApiClient, ApiCredentials } from "./api-client.ts";

/** What the canary does, in order; the one that failed is a dimension of its metric. */
export type CanaryStep = "credentials" | "sign_in" | "start" | "run" | "list";

interface Dependencies {
  /** The operation type that it starts, without input. */
  readonly operation: string;
  readonly readCredentials: () => Promise<ApiCredentials>;
  /** Calls the deployment as its users do; the signal ends every request and wait. */
  readonly createClient: (deadline: AbortSignal) => ApiClient;
  readonly report: {
    succeeded(runId: string): void;
    failed(step: CanaryStep, error: unknown): void;
  };
}

/** Time to report a failure before Lambda stops the function, in milliseconds. */
const reportMilliseconds = 3_000;

/**
 * Does what a user does: signs in, starts an operation, waits for its success and finds it in the list. A failure is
 * reported and not thrown, because Lambda would repeat the invocation, and the next one is due anyway.
 */
export function createCanary({ operation, readCredentials, createClient, report }: Dependencies) {
  return async (_event: unknown, { getRemainingTimeInMillis }: Pick<Context, "getRemainingTimeInMillis">) => {
    let step: CanaryStep = "credentials";
    try {
      const credentials = await readCredentials();
      const client = createClient(AbortSignal.timeout(Math.max(0, getRemainingTimeInMillis() - reportMilliseconds)));
      step = "sign_in";
      await client.signIn(credentials);
      step = "start";
      // An unfinished run of an earlier canary is returned instead of a second one.
      const { id } = await client.start(operation);
      step = "run";
      const { outcome } = await client.ended(id);
      required(outcome === "succeeded", `run ${id} ended as ${outcome}`);
      step = "list";
      required(await client.isListed(id), `run ${id} is not in the list of its environment`);
      report.succeeded(id);
    } catch (error) {
      report.failed(step, error);
    }
  };
}
