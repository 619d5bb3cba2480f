import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../../shared/access/member.ts";
import type { RunTruths } from "../../../shared/actionability/run-truths.ts";
import { continueBulkAction, startBulkAction } from "../../../shared/contract/operation-routes.ts";
import { deriveRepeatVerdict } from "../../../shared/derived/repeat-verdict.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { Ids } from "../../../shared/foundation/ids.ts";
import type { IdempotencyKeys } from "../../../shared/ledger/idempotency-keys.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { BulkAction, BulkActions, BulkItem } from "../../../shared/records/bulk-actions.ts";
import type { Run } from "../../../shared/run/run.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { bulkAnswerOf } from "../../representations/bulk-action.ts";
import { callerKey, keyReused } from "../caller-key.ts";
import type { PerformAction } from "../perform-action.ts";
import { repetitionKey } from "../repeat-run.ts";
import { noteOr422 } from "../run-annotation.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly bulkActions: BulkActions;
  readonly keys: IdempotencyKeys;
  readonly performAction: PerformAction;
  readonly truths: Pick<RunTruths, "evaluate">;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Seconds that a request works; the gateway ends it after 30. */
const workSeconds = 12;
const itemsAtOnce = 5;

/**
 * Takes one action on many runs. The action is stored with its runs before the first is touched; what a request does
 * not finish, the next one does. A run that does not exist for the caller is a 404 and nothing is stored.
 */
export const startBulkActionEndpoint = (parts: Dependencies) =>
  writeEndpoint(startBulkAction, async ({ caller, locale, param, body, idempotencyKey }) => {
    const { bulkActions, keys, clock } = parts;
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    const workspaceId = member.workspace.id;
    need(member, startBulkAction.capability);
    if (body.action === "acknowledge") noteOr422(body.note);
    const by = initiatorOf(caller);
    const key =
      idempotencyKey === undefined
        ? undefined
        : { workspaceId, caller: by.id, ...callerKey(`bulk-action ${idempotencyKey}`, body) };
    const answer = async (action: BulkAction) => {
      const worked = await workOff(parts, member, caller, action);
      return { status: 200, body: bulkAnswerOf(member, worked, locale, clock.now()) } as const;
    };
    const known = key && (await keys.find(key, clock.now()));
    if (known !== undefined && "otherBody" in known) throw keyReused();
    // Its request may have been cut off before the action was whole.
    const replayed = known && (await bulkActions.find(workspaceId, known.runId));
    if (replayed !== undefined) return answer(replayed);

    const runIds = [...new Set(body.runIds)];
    const items: BulkItem[] = [];
    for (let start = 0; start < runIds.length; start += itemsAtOnce) {
      const runs = await Promise.all(
        runIds.slice(start, start + itemsAtOnce).map((id) => runOr404(parts.queries, member, id)),
      );
      items.push(...runs.map(({ id, type, environmentId }) => ({ runId: id, type, environmentId })));
    }
    const now = clock.now();
    const candidate = parts.ids.next(now);
    const claimed = key && (await keys.claim(key, candidate, now));
    if (claimed !== undefined && "otherBody" in claimed) throw keyReused();
    const header = {
      id: claimed?.runId ?? candidate,
      action: body.action,
      ...(body.note !== undefined && { note: body.note }),
      by,
      createdAt: now.toISOString(),
      total: items.length,
    };
    await bulkActions.create(workspaceId, header, items);
    return answer({ header, items });
  });

/** Works off the next runs of a bulk action. Only the person who asked for it: its runs are checked with their rights. */
export const continueBulkActionEndpoint = (parts: Dependencies) =>
  actionEndpoint(continueBulkAction, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, continueBulkAction.capability);
    const found = await parts.bulkActions.find(member.workspace.id, param("bulk"));
    if (found === undefined || found.header.by.id !== initiatorOf(caller).id) throw notFound();
    if (found.header.action === "unknown") {
      throw new ProblemError("action_not_available", {
        detail: "A newer version started this bulk action. Continue it with that version.",
      });
    }
    const worked = await workOff(parts, member, caller, found);
    return { status: 200, body: bulkAnswerOf(member, worked, locale, parts.clock.now()) };
  });

/** Carries out what is left, until the time of this request is over, and answers what is stored then. */
async function workOff(parts: Dependencies, member: Member, caller: Caller, action: BulkAction): Promise<BulkAction> {
  const { bulkActions, clock } = parts;
  const { header, items } = action;
  const left = items.filter(({ result }) => result === undefined);
  const until = clock.now().getTime() + workSeconds * 1000;
  for (let start = 0; start < left.length && clock.now().getTime() < until; start += itemsAtOnce) {
    await Promise.all(
      left.slice(start, start + itemsAtOnce).map((item) => workItem(parts, member, caller, header, item)),
    );
  }
  return (await bulkActions.find(member.workspace.id, header.id)) ?? action;
}

/** Two requests never work on one item at once; an item whose request was cut off is repeated, which changes nothing. */
async function workItem(
  parts: Dependencies,
  member: Member,
  caller: Caller,
  { id, action, note }: BulkAction["header"],
  { runId }: BulkItem,
): Promise<void> {
  const { queries, bulkActions, performAction } = parts;
  const workspaceId = member.workspace.id;
  if (action === "unknown" || !(await bulkActions.take(workspaceId, id, runId))) return;
  try {
    const run = await runOr404(queries, member, runId);
    const key = `bulk ${id} ${runId}`;
    if (action === "run_again") {
      const settled = await settledBefore(parts, member, caller, run, key);
      if (settled !== undefined) return await bulkActions.settle(workspaceId, id, runId, settled);
    }
    const request = { action, ...(note !== undefined && { note }) };
    const done = await performAction(member, caller, run, request, key);
    const newRunId = done.run.id === runId ? undefined : done.run.id;
    await bulkActions.settle(workspaceId, id, runId, { result: done.result, newRunId });
  } catch (error) {
    // A problem is the result of this run; anything else leaves the item for the next request.
    if (!(error instanceof ProblemError)) throw error;
    const { code, run } = error.problem;
    const result = code === "queue.dispatch_failed" ? "not_queued" : "refused";
    await bulkActions.settle(workspaceId, id, runId, { result, newRunId: run?.id });
  }
}

/**
 * What settles a run without a new one: its work is done, or only a person can decide. A request that was cut off may
 * have made the new run already; then that run is the result, also if it has succeeded since.
 */
async function settledBefore(
  { truths, keys, clock }: Dependencies,
  member: Member,
  caller: Caller,
  run: Run,
  key: string,
): Promise<Pick<BulkItem, "result" | "newRunId"> | undefined> {
  const { verdict } = deriveRepeatVerdict({
    truth: await truths.evaluate(run),
    operation: findOperation(run.type),
    can: member.can,
    isArchived: isArchived(member, run.environmentId),
  });
  if (verdict === "needed") return undefined;
  const { workspaceId } = run;
  const own = { workspaceId, caller: initiatorOf(caller).id, ...repetitionKey(key, run) };
  const made = await keys.find(own, clock.now());
  return made === undefined ? { result: verdict } : { result: "queued", newRunId: made.runId };
}
