import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import { directoryItem, environmentItem, workspaceItem } from "../../shared/access/items.ts";
import { createAlertClock } from "../../shared/alerts/create-alert-clock.ts";
import { createAlertJudge } from "../../shared/alerts/create-alert-judge.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import type { DeliverInput } from "../../shared/operations/alerts/alerts.deliver.input.ts";
import { type DeliveryFailure, handle, type OwedAlert } from "../../shared/operations/alerts/alerts.deliver.work.ts";
import type { Work } from "../../shared/operations/define-operation.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlertRules } from "../../shared/records/alert-rules.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createClockBeats } from "../../shared/records/clock-beats.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { createPlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createPromises } from "../../shared/records/promises.ts";
import { ruleCauses } from "../../shared/run/alert-states.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { fromItem, toItem } from "../engines/dynamodb/marshalling.ts";
import { writeHistory } from "../functions/read-api/run-histories.ts";
import { testIds } from "../support/ids.ts";
import { tableDefinition } from "../support/table.ts";
import type { Turn } from "../support/turns.ts";

export const workspaceId = "acme";
const [digest, person] = ["digest of the plan", { id: "manager", name: "manager" }] as const;
const atOnce: Turn = async (execute) => execute();

/** A write that opens an alert. */
const opening = z.looseObject({
  ExpressionAttributeValues: z.looseObject({ ":nextSeq": z.looseObject({ N: z.string() }) }),
  Key: z.looseObject({ sk: z.looseObject({ S: z.string() }) }),
});
const firstOpening = z.looseObject({
  Item: z.looseObject({
    pk: z.looseObject({ S: z.string().startsWith("ALERT#") }),
    sk: z.looseObject({ S: z.string() }),
    seq: z.looseObject({ N: z.string() }),
  }),
});

type DeliveryAttempt = Pick<Work<unknown>["run"], "id" | "attempt" | "checkpoint">;
interface DeliveryOptions {
  readonly isTest?: true;
  /** Milliseconds that are left of the attempt. */
  readonly timeLeft?: () => number;
}

/** What a receiver was sent. */
export interface Received {
  readonly key: string;
  readonly seq: number;
  readonly version: number;
  readonly state: string;
}

/** A table in memory with a workspace, and functions that evaluate its alerts and deliver them. */
export async function createAlertWorld(start: Date) {
  let now = start.getTime();
  const clock: Clock = { now: () => new Date(now) };
  /** Openings by key and number. */
  const openings = new Map<string, number>();
  const units = { read: 0, write: 0 };
  const engine = createDynamoDb({
    clock,
    observe({ operation, request, readUnits, writeUnits, error }) {
      units.read += readUnits;
      units.write += writeUnits;
      if (error !== undefined) return;
      const again = operation === "UpdateItem" ? opening.safeParse(request).data : undefined;
      const first = operation === "PutItem" ? firstOpening.safeParse(request).data : undefined;
      const name =
        again === undefined
          ? first && `${first.Item.sk.S} ${first.Item.seq.N}`
          : `${again.Key.sk.S} ${again.ExpressionAttributeValues[":nextSeq"].N}`;
      if (name !== undefined) openings.set(name, (openings.get(name) ?? 0) + 1);
    },
  });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition("t") } });
  const targetOf = (turn: Turn) => ({
    client: createDirectClient((call) => turn(() => engine.execute(call))),
    tableName: "t",
  });
  const target = targetOf(atOnce);
  const put = (Item: object) => target.client.send(new PutCommand({ TableName: "t", Item: { ...Item } }));
  for (const item of [
    workspaceItem(workspaceId, { name: "Acme" }),
    directoryItem(workspaceId),
    ...["one", "two"].map((id) => environmentItem(workspaceId, id, { name: id })),
  ])
    await put(item);

  const rules = createAlertRules(target);
  const channels = createAlertChannels(target);
  const promises = createPromises(target);
  const approvals = createPlanApprovals({ ...target, clock }, approvalWindows);
  const alerts = createAlerts(target);
  const proofs = createEnvironmentProofs(target);
  const beats = createClockBeats(target);
  const beside = () => ({ item: { pk: "AUDIT", sk: "#" } });
  let seeds = 0;
  const sent: string[] = [];
  /** What each channel was sent, and whether it accepts messages. */
  const received = new Map<string, Received[]>();
  const refusing = new Map<string, DeliveryFailure>();
  /** The alerts whose messages every channel rejects. */
  const rejecting = new Map<string, DeliveryFailure>();
  /** The runs whose test message was accepted, in order. */
  const tests: string[] = [];
  const faults = { diesAfterSending: () => false };

  async function send({ id }: { readonly id: string }) {
    sent.push(id);
    return { kind: "sent", queueJobId: "message" } as const;
  }

  function functionOf(turn: Turn) {
    const own = targetOf(turn);
    const judged = { ...own, clock, ids: testIds(++seeds), findOperation, overrides: {} };
    const failures: unknown[] = [];
    const onFailure = (_id: string, error: unknown) => void failures.push(error);
    const ownAlerts = createAlerts(own);
    return {
      target: own,
      failures,
      evaluate: createAlertClock({ ...judged, operations, judge: createAlertJudge({ ...judged, send }), onFailure }),
      /** One attempt of a delivery. A dead attempt sends nothing more: it has no turn. */
      deliver: (
        channelId: string,
        run: DeliveryAttempt,
        isOwner: () => boolean,
        { isTest, timeLeft = () => 600_000 }: DeliveryOptions = {},
      ) =>
        handle(workOf({ channelId, ...(isTest && { isTest }) }, run, isOwner, timeLeft), {
          alerts: ownAlerts,
          alertChannels: createAlertChannels(own),
          clock,
          sendAlerts: {
            async send(_workspaceId, _channelId, messages) {
              const failure =
                refusing.get(channelId) ?? messages.map(({ alert }) => rejecting.get(alert.key)).find(Boolean);
              if (failure !== undefined) return failure;
              const list = received.get(channelId) ?? [];
              list.push(...messages.map(receivedOf));
              received.set(channelId, list);
              if (faults.diesAfterSending()) throw new Error("the worker died after it sent");
              return undefined;
            },
            async sendTest(_workspaceId, _channelId, runId) {
              const failure = refusing.get(channelId);
              if (failure === undefined) tests.push(runId);
              return failure;
            },
          },
        }),
    };
  }

  return {
    clock,
    units,
    openings,
    received,
    refusing,
    rejecting,
    tests,
    faults,
    sent,
    rules,
    channels,
    promises,
    approvals,
    alerts,
    proofs,
    beats,
    runService: createRunService({ ...target, clock, ids: testIds(99_999) }),
    queries: createRunQueries(target),
    functionOf,
    ...functionOf(atOnce),
    advance(millis: number) {
      now += millis;
    },
    addChannel: (id: string, name: string) =>
      channels.create(
        workspaceId,
        id,
        {
          name,
          kind: "webhook",
          url: "https://hooks.example.org/",
          secretName: "runtruth/test/acme/_channels/x",
          locale: "en",
          changedBy: person,
          changedAt: start.toISOString(),
        },
        beside,
      ),
    addRule: (id: string, channelIds: readonly string[], afterSeconds = 0) =>
      rules.create(
        workspaceId,
        id,
        {
          ...{ name: id, causes: [...ruleCauses], environments: "all", afterSeconds },
          ...{ channelIds: [...channelIds], changedBy: person, changedAt: start.toISOString() },
        },
        beside,
      ),
    addPromise: (id: string, withinSeconds: number) =>
      promises.create(
        workspaceId,
        id,
        {
          ...{ name: id, proof: "sync", withinSeconds, environments: "all", effectiveFrom: start.toISOString() },
          ...{ ownerId: "manager", changedBy: person, changedAt: start.toISOString() },
        },
        beside,
      ),
    /** Requests the approval of a plan, whose own record is not looked at. */
    requestApproval: (id: string, environmentId: string) =>
      approvals.request(
        { workspaceId, environmentId },
        {
          ...{ id, operationType: "restore.execute", digest, note: "Agreed." },
          requester: { id: "manager", ownerId: "manager", name: "Manager" },
        },
        () => ({ item: { pk: "MARK", sk: id } }),
        beside,
      ),
    decide: (id: string, environmentId: string, decision: "approve" | "refuse") =>
      approvals.decide(
        { workspaceId, environmentId },
        id,
        { decision, digest, note: "Reviewed.", by: { id: "owner", ownerId: "owner", name: "Owner" } },
        beside,
      ),
    /** Stores a run that ends now, and its success pointer. Runs of an environment are of one work. */
    async endRun(environmentId: string, state: "failed" | "succeeded", reason?: string, turn = atOnce): Promise<void> {
      const life = { environmentId, state, age: 0, waited: 0, ran: 0, ...(reason !== undefined && { reason }) };
      await writeHistory({ ...targetOf(turn), clock, ids: testIds(++seeds) }, [life]);
    },
    /** The proofs as a function writes them whose calls take turns. */
    proofsOf: (turn: Turn) => createEnvironmentProofs(targetOf(turn)),
    /** Proves the promise in an environment now. */
    prove: (environmentId: string) =>
      proofs.record(workspaceId, environmentId, "sync", { runId: `run-${now}`, asOf: clock.now().toISOString() }),
    /** Stores an alert as another release may. */
    async rewriteAlert(key: string, change: (item: Readonly<Record<string, unknown>>) => object): Promise<void> {
      const found = engine
        .table("t")
        .items()
        .map(fromItem)
        .find(({ pk, sk }) => pk === `ALERT#${workspaceId}` && sk === key);
      if (found !== undefined) await put(change(found));
    },
    /** All items as plain values. */
    items: () => engine.table("t").items().map(fromItem),
    /** Removes expired items, as the table does at some time. */
    expire() {
      const table = engine.table("t");
      for (const item of table.items().map(fromItem)) {
        const { pk, sk, expiresAt } = item;
        if (typeof expiresAt === "number" && expiresAt * 1000 < now) table.remove(toItem({ pk, sk }));
      }
    },
  };
}
export type AlertWorld = Awaited<ReturnType<typeof createAlertWorld>>;
const receivedOf = ({ alert, message }: OwedAlert): Received => ({ key: alert.key, ...message });
/** Work whose fence is whether its attempt still owns the run. */
function workOf(
  input: DeliverInput,
  run: DeliveryAttempt,
  isOwner: () => boolean,
  timeLeftMillis: () => number,
): Work<DeliverInput> {
  const confirm = async () => {
    if (!isOwner()) throw new FencedError("another attempt owns the run", false);
  };
  return {
    run: { ...emptyRun, ...run },
    scope: { workspaceId, environmentId: "-" },
    input,
    signal: new AbortController().signal,
    timeLeftMillis,
    report: confirm,
    confirm,
  };
}

const emptyRun: Work<unknown>["run"] = {
  ...{ id: "", type: "alerts.deliver", workspaceId, environmentId: null, status: "running", outcome: "pending" },
  ...{ initiator: { id: "system", name: "System" }, createdAt: "2026-03-02T09:00:00.000Z", claims: [], attempt: 1 },
  ...{ tries: 0, handovers: 0, waitedSeconds: 0, inputElsewhere: false, context: {}, summaryCounts: {}, failures: [] },
};
