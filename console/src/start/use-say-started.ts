import type * as z from "zod";
import type { queuedAnswer, startedAnswer } from "../../../shared/contract/runs.ts";
import { runPage } from "../runs/addresses.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";

export type Started = z.infer<typeof startedAnswer> | z.infer<typeof queuedAnswer>;

/** Where an answer without a run leads, because what the run would make exists already. */
interface Instead {
  readonly href?: string | undefined;
  readonly link: string;
}

/** Says what came of a start, with a link to its run; the text follows the run. */
export function useSayStarted() {
  const { words } = useLanguage();
  const toasts = useToasts();
  return ({ result, run }: Started, instead: Instead = { link: "" }) =>
    toasts.say({
      type: result === "queued" ? "success" : "info",
      text: words.start.results[result],
      isRunState: result === "queued",
      ...(run === null ? instead : { href: runPage(run.workspaceId, run.id), link: run.label }),
    });
}
