import type { OutboundMessage } from "../../functions/worker/alerts/outbound-call.ts";
import { createHandlerDependencies } from "../../functions/worker/handler-dependencies.ts";
import { systemTimer } from "../../functions/worker/provider/timer.ts";
import type { ReadSecret } from "../../functions/worker/provider/tokens.ts";
import type { Progress, WorkResult } from "../../shared/operations/define-operation.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { startedWork } from "../../shared/operations/started-work.ts";
import type { ConnectionSettings } from "../../shared/records/provider-connections.ts";
import { boundedContext } from "../../shared/run/context.ts";
import type { Run } from "../../shared/run/run.ts";
import { createPrepareDependencies } from "../../shared/schedules/prepare-dependencies.ts";
import { connectionsIn } from "../records/complete-records.ts";
import { testClock } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { testObjects } from "../support/objects.ts";
import { inRole, workerRoleOf } from "../support/permissions.ts";
import { createTestTable, type TestTable } from "../support/table.ts";

export const scope = { workspaceId: "acme", environmentId: "acme-prod" };

export interface Attempt {
  readonly result: WorkResult;
  readonly reported: Progress[];
}

/** Of the channels for alerts. */
const signingSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/** An environment with a table and, if given, a provider; operations are worked on as a worker would. */
export async function operationWorld(
  providerOrigin = "http://127.0.0.1:1",
  readSecret: ReadSecret = async () => "s3cret",
  table?: TestTable,
) {
  const clock = testClock();
  const ids = testIds();
  const target = { ...(table ?? (await createTestTable())), clock, ids };
  const prepareNeeds = createPrepareDependencies(target);
  const waits: number[] = [];
  const messages: OutboundMessage[] = [];
  const objects = await testObjects();
  const needs = createHandlerDependencies({
    ...target,
    artifacts: objects.files,
    signer: objects.signer,
    deployment: "test",
    allowedOrigins: [providerOrigin],
    readSecret: async (name, signal) => (name.includes("/_channels/") ? signingSecret : readSecret(name, signal)),
    async outboundCall(message) {
      messages.push(message);
      return { kind: "answered", status: 200, retryAfter: undefined };
    },
    // Waiting costs no time of the test: the world's clock moves on instead.
    timer: {
      async wait(millis) {
        waits.push(millis);
        clock.advance(millis / 1000);
      },
      limit: systemTimer.limit,
    },
  });
  const connections = connectionsIn(target);

  function operationOf(type: string) {
    const operation = findOperation(type);
    if (operation === undefined || operation.start === "not_startable") throw new Error(`${type} cannot be started`);
    return { ...operation, start: operation.start };
  }

  async function prepare(type: string, input: Record<string, unknown> = {}) {
    const operation = operationOf(type);
    const asked = { input: operation.input.parse(input), scope };
    const part = await operation.start.prepare();
    return inRole("OperationsApi", part.prepare)(asked, prepareNeeds);
  }

  /** A claimed run of a prepared start, a second after the last one. */
  async function claimed(type: string, input: Record<string, unknown> = {}): Promise<Run> {
    const prepared = await prepare(type, input);
    if (prepared.kind !== "start") throw new Error(`${type} was not started: ${JSON.stringify(prepared)}`);
    clock.advance(1);
    const createdAt = clock.now().toISOString();
    const id = ids.next(clock.now());
    const work = startedWork(operationOf(type), scope, prepared, id);
    return {
      id,
      type,
      ...scope,
      status: "running",
      outcome: "pending",
      initiator: { id: "manager", name: "manager" },
      createdAt,
      claims: [createdAt],
      attempt: 1,
      tries: 0,
      handovers: 0,
      waitedSeconds: 0,
      inputElsewhere: false,
      input: work.input,
      context: boundedContext(work.context),
      correlationHash: work.correlationHash ?? "",
      summaryCounts: {},
      failures: [],
    };
  }

  /** One attempt at a run. `timeLeftMillis` is asked before each step, so a test can let time end between two. */
  async function attempt(
    run: Run,
    timeLeftMillis: () => number = () => 600_000,
    onReport: (progress: Progress) => Promise<void> = async () => {},
  ): Promise<Attempt> {
    const operation = operationOf(run.type);
    const reported: Progress[] = [];
    const report = async (progress: Progress) => {
      reported.push(progress);
      await onReport(progress);
    };
    const { handle } = await operation.start.handle();
    const result = await inRole(workerRoleOf[operation.lane], handle)(
      {
        run,
        scope,
        input: operation.input.parse(run.input),
        signal: new AbortController().signal,
        timeLeftMillis,
        report,
        confirm: report,
      },
      needs,
    );
    return { result, reported };
  }

  return {
    ...target,
    connections,
    objects,
    needs,
    /** The messages that alerts were sent in. */
    messages,
    /** How long the provider's client waited, in milliseconds, one entry for each wait. */
    waits,
    prepare,
    claimed,
    attempt,
    /** Starts and works to the end, in as many parts as it takes. */
    async perform(type: string, input: Record<string, unknown> = {}): Promise<WorkResult> {
      return (await attempt(await claimed(type, input))).result;
    },
    addConnection(fields: Partial<ConnectionSettings> = {}) {
      return connections.put(scope, "connection-1", {
        provider: "microsoft_graph",
        displayName: "Device management",
        baseUrl: `${providerOrigin}/beta`,
        tokenUrl: `${providerOrigin}/token`,
        clientId: "client",
        secretName: "runtruth/test/acme/acme-prod/provider",
        isDefault: true,
        isEnabled: true,
        ...fields,
      });
    },
  };
}
