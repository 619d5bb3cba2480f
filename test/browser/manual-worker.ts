import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import type { End } from "../../shared/ledger/finish.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import type { WriteOutcome } from "../../shared/ledger/write-outcome.ts";
import type { Run } from "../../shared/run/run.ts";
import { localAws } from "../support/table.ts";

interface Place {
  readonly workspaceId: string;
  readonly environmentId: string;
}

/** The table of a running stack, as the product's own functions use it. */
export function targetOf({ endpoints: { dynamodb: endpoint }, tableName }: StackDescription) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName, clock: systemClock, ids: randomIds };
}

/** Moves the runs of a stack without workers, by the seam that workers use. */
export function manualWorker(stack: StackDescription) {
  const target = targetOf(stack);
  const queries = createRunQueries(target);
  const service = createRunService(target);

  /** Takes a queued run up. */
  async function take(id: string): Promise<Run> {
    const { type, workspaceId, environmentId, context } = await queued(id);
    const { queue = "", correlationVersion: version = 1 } = context.dispatch ?? {};
    return written(
      await service.claim(
        { runId: id, type, workspaceId, environmentId, queue, version },
        { messageId: "message", receiveCount: 1, claimToken: "token", remainingSeconds: 600 },
      ),
    );
  }

  async function queued(id: string): Promise<Run> {
    const run = await queries.getRun(id);
    if (run === undefined) throw new Error(`there is no run ${id}`);
    return run;
  }

  return {
    target,
    take,

    /** Ends a run that was taken up. */
    async end(run: Run, end: Omit<End, "source">): Promise<Run> {
      return written(await service.finish(run, { ...end, source: "worker" }, "attempt"));
    },

    /**
     * A queued run of any type, as a start leaves it. Each has its own identity unless one is given; the ledger orders
     * runs of one identity only.
     */
    async queue(
      { workspaceId, environmentId }: Place,
      type: string,
      { correlation = "all", identity = randomIds.next(systemClock.now()) } = {},
    ): Promise<Run> {
      const ensured = await service.ensure({
        type,
        workspaceId,
        environmentId,
        initiator: { id: "manager", name: "manager" },
        identityHash: identity,
        correlationHash: correlation,
        input: {},
        context: {},
        firstDueSeconds: 3600,
      });
      if (!("run" in ensured)) throw new Error(`no run was made: ${ensured.kind}`);
      return ensured.run;
    },
  };
}

function written(write: WriteOutcome): Run {
  if (write.outcome === "refused") throw new Error(`refused: the run is stored as ${write.stored?.status}`);
  return write.run;
}
