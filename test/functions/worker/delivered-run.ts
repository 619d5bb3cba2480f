import * as z from "zod";
import { createWorker } from "../../../functions/worker/app.ts";
import { createHandlerDependencies } from "../../../functions/worker/handler-dependencies.ts";
import type { Log } from "../../../shared/observability/log.ts";
import type { OtherRight, Work, WorkResult } from "../../../shared/operations/define-operation.ts";
import type { AnyOperation } from "../../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../../shared/reconcile/ask-adapter.ts";
import type { Lane } from "../../../shared/run/lanes.ts";
import { createWorld, policySync, type World } from "../../ledger/world.ts";
import { inRole, workerRoleOf } from "../../support/permissions.ts";
import { sentBodies } from "../sqs-records.ts";

type OperationFields = Partial<Pick<AnyOperation, "risk" | "capability" | "reconcile">> & {
  readonly alsoNeeds?: () => readonly OtherRight[];
};

/** An operation whose work the test decides; everything else is as a real one says it. */
export function operationThat(
  handle: (work: Work<unknown>) => Promise<WorkResult>,
  { alsoNeeds, ...fields }: OperationFields = {},
): AnyOperation {
  return {
    ...policySync.operation,
    family: "policies",
    ownership: "environment",
    risk: "read",
    expectedDurationSeconds: 90,
    lifecycle: policySync.lifecycle,
    capability: "tenant.policies.sync",
    actionability: "later_success",
    provenBy: "nothing",
    proves: "nothing",
    input: z.looseObject({}),
    start: {
      prepare: async () => ({ prepare: async () => policySync.prepared }),
      handle: async () => ({ handle }),
      settleRecords: "no_records",
      ...(alsoNeeds && { alsoNeeds }),
    },
    reconcile: "unsupported",
    ...fields,
  };
}

type OperationOptions = OperationFields & { readonly log?: Log };
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A world with a started run, the message that carries it, and a worker around the given work. */
export async function aDelivery(handle: (work: Work<unknown>) => Promise<WorkResult>, options: OperationOptions = {}) {
  const world = await createWorld();
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  return { world, run: answer.run, body: sentBodies(world)[0] ?? "", ...workerIn(world, handle, options) };
}

export function workerIn(
  world: World,
  handle: (work: Work<unknown>) => Promise<WorkResult>,
  { log = silent, lane = "long", ...fields }: OperationOptions & { readonly lane?: Lane } = {},
) {
  const reports: string[] = [];
  const operation = operationThat(handle, fields);
  const findOperation = (type: string) => (type === operation.type ? operation : undefined);
  const worker = inRole(
    workerRoleOf[lane],
    createWorker({
      ...world,
      log,
      lane,
      overrides: {},
      findOperation,
      askAdapter: createAskAdapter({ findOperation, needs: createAdapterDependencies({ ...world.table, ...world }) }),
      needs: createHandlerDependencies({
        ...world.table,
        ...world,
        deployment: "test",
        allowedOrigins: [],
        readSecret: async () => "",
      }),
      reports: {
        rejected: (reason) => reports.push(`rejected ${reason}`),
        settled: (_run, how) => reports.push(`settled ${how}`),
      },
    }),
  );
  return { worker, operation, reports };
}
