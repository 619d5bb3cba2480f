import type { Member, Place } from "../../shared/access/member.ts";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import type { Run } from "../../shared/run/run.ts";
import type { Known, RunAnswers } from "../middleware/run-answer.ts";
import type { Shown } from "./open-rows.ts";

/**
 * Tells judged runs to a member, with the truth they were chosen by. What is needed beside them is read once for all
 * that one answer shows, however often and wherever it shows them.
 */
export function createRunTeller(answers: Pick<RunAnswers, "gather" | "answer">) {
  return async function tellRuns(
    member: Member & { readonly environment?: Place },
    judged: readonly Shown[],
    locale: Locale,
    known: Pick<Known, "places" | "queue"> = {},
  ): Promise<(one: Shown) => RunAnswer> {
    const byId = new Map(judged.map((one) => [one.run.id, one]));
    const truthOf = ({ id }: Run) => entryOf(byId, id).truth;
    const runs = [...byId.values()].map(({ run }) => run);
    const told = new Map((await answers.gather(member, runs, { ...known, truthOf })).map((one) => [one.run.id, one]));
    return ({ run, issue }) => answers.answer(member, { ...entryOf(told, run.id), issue }, locale);
  };
}
export type TellRuns = ReturnType<typeof createRunTeller>;

function entryOf<Value>(values: ReadonlyMap<string, Value>, runId: string): Value {
  const value = values.get(runId);
  if (value === undefined) throw new Error(`Run ${runId} is to be told and was not asked about.`);
  return value;
}
