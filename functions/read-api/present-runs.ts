import type { Member, Place } from "../../shared/access/member.ts";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import type { Run } from "../../shared/run/run.ts";
import type { KnownFacts, RunRepresentations } from "../representations/run.ts";
import type { IssueRow } from "./open-work-rows.ts";

/**
 * Presents runs to a member with the same derived facts by which they were selected. Names, related records and proof
 * are read once for all runs of an answer, however often it shows them.
 */
export function createRunPresenter(answers: Pick<RunRepresentations, "gather" | "answer">) {
  return async function presentRuns(
    member: Member & { readonly environment?: Place },
    judged: readonly IssueRow[],
    locale: Locale,
    known: Pick<KnownFacts, "places" | "queue" | "activeWork"> = {},
  ): Promise<(one: IssueRow) => RunAnswer> {
    const byId = new Map(judged.map((one) => [one.run.id, one]));
    const truthOf = ({ id }: Run) => entryOf(byId, id).truth;
    const runs = [...byId.values()].map(({ run }) => run);
    const gathered = new Map(
      (await answers.gather(member, runs, { ...known, truthOf })).map((one) => [one.run.id, one]),
    );
    return ({ run, issue }) => answers.answer(member, { ...entryOf(gathered, run.id), issue }, locale);
  };
}
export type PresentRuns = ReturnType<typeof createRunPresenter>;

function entryOf<Value>(values: ReadonlyMap<string, Value>, runId: string): Value {
  const value = values.get(runId);
  if (value === undefined) throw new Error(`Run ${runId} was not gathered for this answer.`);
  return value;
}
