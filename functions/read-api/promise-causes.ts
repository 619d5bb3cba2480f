import { type Member, sees } from "../../shared/access/member.ts";
import type { PromisedCell } from "../../shared/actionability/promised-cells.ts";
import type { PromiseCell } from "../../shared/contract/promises.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { OpenLists } from "../../shared/ledger/open-lists.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { fill } from "../../shared/presenter/fill.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import { type Locale, wordsOf } from "../../shared/presenter/locale.ts";
import type { ListedSchedule, ScheduleLists } from "../../shared/records/schedule-lists.ts";
import { concerns } from "../../shared/schedules/concerned-environments.ts";

interface Dependencies {
  readonly openLists: Pick<OpenLists, "findOpen">;
  readonly scheduleLists: Pick<ScheduleLists, "list">;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly clock: Clock;
}

type Why = PromiseCell["why"];

/**
 * Why broken promises are broken: the newest open problem of the work that would prove them, and what its schedules do.
 * Two reads for any number of broken cells, none without one.
 */
export function createExplainBroken({ openLists, scheduleLists, findOperation, clock }: Dependencies) {
  const proves = (type: string) => findOperation(type)?.proves ?? "nothing";
  const placeOf = (environmentId: string | null, kind: string) => `${environmentId}\n${kind}`;

  return async function explainBroken(
    member: Member,
    cells: readonly PromisedCell[],
    locale: Locale,
  ): Promise<(cell: PromisedCell) => Why> {
    if (!cells.some(({ cell }) => cell.state === "broken")) return () => [];
    const workspaceId = member.workspace.id;
    const [problems, { schedules, newer }] = await Promise.all([
      openLists.findOpen(workspaceId, member.environments, "P"),
      scheduleLists.list(workspaceId),
    ]);
    const now = clock.now().getTime();
    const problemsIn = Map.groupBy(problems.entries, ({ environmentId, type }) => placeOf(environmentId, proves(type)));
    const proving = Map.groupBy(schedules, ({ schedule }): string => proves(schedule.type));
    const schedulesFor = ({ promise, environment }: PromisedCell) =>
      (proving.get(promise.proof) ?? []).filter(({ schedule: { environmentId, wave } }) =>
        wave !== undefined && "brokenPromise" in wave.targets
          ? wave.targets.brokenPromise === promise.id
          : concerns({ environmentId, wave }, environment.id),
      );
    const isWhole = problems.isWhole && newer === 0;
    const words = wordsOf(locale).promises.why;

    return (promised) => {
      const { promise, environment, cell } = promised;
      if (cell.state !== "broken") return [];
      const place = placeOf(environment.id, promise.proof);
      const problem = (problemsIn.get(place) ?? []).toSorted((a, b) => (a.id < b.id ? 1 : -1)).at(0);
      return [
        ...(problem === undefined
          ? []
          : [
              {
                ...nothing,
                kind: "open_problem" as const,
                text: fill(words.open_problem, { operation: labelOf(problem.type, locale) }),
                runId: problem.id,
              },
            ]),
        ...scheduleLines(schedulesFor(promised), member, now, isWhole, words),
        ...(isWhole ? [] : [{ ...nothing, kind: "unread" as const, text: words.unread }]),
      ];
    };
  };
}
export type ExplainBroken = ReturnType<typeof createExplainBroken>;

const nothing = { runId: null, scheduleId: null, at: null } as const;

/**
 * What the schedules of the proving work do; nothing is called unscheduled that may not have been read. One that the member
 * does not see, because it is of the whole workspace, is not named.
 */
function scheduleLines(
  schedules: readonly ListedSchedule[],
  member: Member,
  now: number,
  isWhole: boolean,
  words: ReturnType<typeof wordsOf>["promises"]["why"],
): Why {
  const lines = schedules.flatMap(({ schedule, dueAt }) => {
    const { id, name, environmentId, paused, windowSeconds } = schedule;
    const line = (kind: "schedule_paused" | "schedule_missed" | "scheduled", at: string) => [
      sees(member, environmentId)
        ? { ...nothing, kind, text: fill(words[kind], { schedule: name }), scheduleId: id, at }
        : { ...nothing, kind, text: words.hidden[kind], at },
    ];
    if (paused !== undefined) return line("schedule_paused", paused.at);
    if (dueAt === undefined) return [];
    return line(Date.parse(dueAt) + windowSeconds * 1000 < now ? "schedule_missed" : "scheduled", dueAt);
  });
  if (lines.length > 0 || !isWhole) return lines.toSorted((a, b) => ranks[a.kind] - ranks[b.kind]).slice(0, 3);
  return [{ ...nothing, kind: "nothing_scheduled", text: words.nothing_scheduled }];
}
const ranks = { schedule_missed: 0, schedule_paused: 1, scheduled: 2 } as const;
