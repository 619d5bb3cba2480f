import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { Member } from "../../../shared/access/member.ts";
import { listWaveTargets } from "../../../shared/contract/wave-routes.ts";
import type { waveTargetPage } from "../../../shared/contract/waves.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { type WaveInput, waveInput } from "../../../shared/operations/waves/operations.wave.input.ts";
import { labelOf } from "../../../shared/presenter/labels.ts";
import type { Locale } from "../../../shared/presenter/locale.ts";
import { failuresOf } from "../../../shared/presenter/run-words.ts";
import { skipTextOf, targetBadgeOf, waveHeadlineOf } from "../../../shared/presenter/wave-words.ts";
import type { Run } from "../../../shared/run/run.ts";
import { isActive } from "../../../shared/run/status.ts";
import { type WaveCounts, waveCountsOf, waveSizeOf, waveTargetStates, waveType } from "../../../shared/run/wave.ts";
import type { ReadWave, WaveState } from "../../../shared/waves/read-wave.ts";
import { leftOutRowsOf, type TargetRow, targetRowsOf } from "../../../shared/waves/target-rows.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly readWave: ReadWave;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/**
 * The targets of a wave as they are stored now: each count equals the length of its list. All targets are read for each
 * page, because the order is by state and a state may change at any time.
 */
export const listWaveTargetsEndpoint = (parts: Dependencies) =>
  readEndpoint(listWaveTargets, async ({ caller, locale, query, param }) => {
    const { access, queries, cursors, clock } = parts;
    const workspaceId = param("ws");
    const { limit, cursor, state } = query;
    const filter = { wave: param("wave"), ...(state !== undefined && { state }) };
    const use = { caller: caller.sub, route: listWaveTargets.name, workspaceId, filter };
    const from = Number((await cursors.open(use, cursor)) ?? 0);
    const member = await workspaceOr404(access, caller, workspaceId);
    const run = await runOr404(queries, member, param("wave"));
    const read = run.type === waveType ? waveInput.safeParse(await queries.getInput(run)) : undefined;
    if (read?.success !== true) throw notFound();
    need(member, listWaveTargets.capability);

    const wave = await parts.readWave(run, { whole: true });
    const rows = [...targetRowsOf(run, read.data.environmentIds, wave), ...leftOutRowsOf(read.data.leftOut)];
    const isOver = wave.stop !== undefined || run.status === "completed";
    const counts = waveCountsOf(wave.standings, waveSizeOf(read.data), isOver);
    const chosen = inOrder(rows.filter((row) => state === undefined || row.state === state));
    const page = chosen.slice(from, from + limit);
    const body: z.input<typeof waveTargetPage> = {
      items: await present(access, member, page, locale),
      wave: {
        ...waveAnswerOf(read.data, counts, wave.stop, locale),
        hasPlan: run.status === "completed" && read.data.input.dryRun === true,
      },
      appliedFilters: filter,
      nextCursor: await cursors.seal(use, chosen.length > from + limit ? String(from + limit) : undefined),
      polling: { intervalSeconds: isActive(run.status) ? 10 : null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

/** Failed ones first; within a state in the order of the wave. */
function inOrder(rows: readonly TargetRow[]): TargetRow[] {
  return rows.toSorted((a, b) => waveTargetStates.indexOf(a.state) - waveTargetStates.indexOf(b.state));
}

async function present(access: Access, { workspace }: Member, rows: readonly TargetRow[], locale: Locale) {
  const ids = rows.map(({ environmentId }) => environmentId);
  const names = await access.findEnvironmentNames(workspace.id, ids);
  return rows.map(({ environmentId, state, run, isJoined, code }) => ({
    environmentId,
    environmentName: names.get(environmentId) ?? environmentId,
    state,
    badge: targetBadgeOf(state, locale),
    runId: run?.id ?? null,
    isJoined,
    code: code ?? run?.endedBy?.reasonCode ?? null,
    reason: code === undefined ? reasonOf(run, locale) : skipTextOf(code, locale),
  }));
}

/** Why a run ended without full success: its first failure. */
const reasonOf = (run: Run | undefined, locale: Locale) => failuresOf(run?.failures ?? [], locale)[0]?.message ?? null;

function waveAnswerOf(
  { type, environmentIds, leftOut = [], canary, concurrency, stop }: WaveInput,
  counts: WaveCounts,
  stopped: WaveState["stop"],
  locale: Locale,
) {
  return {
    ...{ type, label: labelOf(type, locale), counts, canary, concurrency, stop },
    total: environmentIds.length + leftOut.length,
    stopped: stopped === undefined ? null : { reason: stopped.reason, at: stopped.at, by: stopped.by ?? null },
    headline: waveHeadlineOf(counts, stopped?.reason, locale),
  };
}
