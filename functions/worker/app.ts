import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Log } from "../../shared/observability/log.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { settleBatch } from "../middleware/settle-batch.ts";
import { createPerform } from "./perform.ts";
import { type GateStep, type Settlement, type TrackedDelivery, trackOperationRun } from "./track-operation-run.ts";

type Dependencies = Parameters<typeof createPerform>[0] &
  Omit<Parameters<typeof trackOperationRun>[0], "gateStep"> & { readonly log: Log };

/** The worker of one lane. Each message of a batch is settled independently. */
export function createWorker(parts: Dependencies) {
  // No early time-out response by middy: Lambda would freeze work that continues after a response.
  const deliver = middy<TrackedDelivery, WorkResult | Settlement, Error, Context>({ timeoutEarlyInMillis: 0 })
    .use(trackOperationRun({ ...parts, gateStep: createGateStep(parts) }))
    .handler(createPerform(parts));

  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    settleBatch(
      event.Records,
      async (record) => (await deliver({ record }, context)) === "acknowledge",
      (record, error) => parts.log.error("delivery failed", { messageId: record.messageId, error }),
    );
}

function createGateStep({ needs, clock }: Pick<Dependencies, "needs" | "clock">): GateStep {
  return async (run, { start }) => {
    const steps = start === "not_startable" ? undefined : await start.steps?.();
    return steps === undefined ? { kind: "begin" } : steps.gateStep(run, needs, clock.now());
  };
}
