import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { decisionAnswer, transitionAnswer } from "../../../shared/contract/runs.ts";
import { Duration, Time } from "../parts/time.tsx";
import { useLanguage } from "../words/language.tsx";

type Step = z.infer<typeof transitionAnswer>;
type Decision = z.infer<typeof decisionAnswer>;

interface TimelineProps {
  readonly run: {
    readonly transitions: readonly Step[];
    /** What people decided about the run; omitted where only transitions are known. */
    readonly decisions?: readonly Decision[];
    readonly status: string;
    /** Omitted where names are not available. */
    readonly initiator?: { readonly id: string; readonly name: string };
  };
}

/** Transitions of a run and the decisions of people about it, oldest first, with the time between them. */
export function Timeline({ run: { transitions, decisions = [], initiator } }: TimelineProps) {
  const { words } = useLanguage();
  // Steps of a wave are no attempts of their own, though its end counts them.
  const begun = new Set(transitions.flatMap(({ to, attempt }) => (to === "running" ? [attempt] : [])));
  const nameOf = (id: string) => (id === initiator?.id ? initiator.name : id);
  const entries = [
    ...transitions.map((step) => ({ ...step, key: `${step.at} ${step.to} ${step.attempt ?? ""}`, note: null })),
    ...decisions.map(({ by, kind, ...rest }) => ({
      ...rest,
      key: `${rest.at} ${kind}`,
      actor: by,
      attempt: undefined,
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : Number(isEnd(a)) - Number(isEnd(b))));
  return (
    <ol className="timeline">
      {entries.map(({ key, at, label, attempt, actor, note }, index) => {
        const before = entries[index - 1];
        return (
          <li key={key}>
            <div>
              <strong>{label}</strong>
              {attempt !== undefined && begun.has(attempt) && ` · ${words.run.attempt(attempt)}`}
              {actor !== undefined && ` · ${nameOf(actor)}`}
            </div>
            {note !== null && <div>{note}</div>}
            <Box variant="small" color="text-body-secondary">
              <Time at={at} />
              {before !== undefined && (
                <>
                  {" · "}
                  {words.run.after} <Duration seconds={secondsBetween(before.at, at)} />
                </>
              )}
            </Box>
          </li>
        );
      })}
    </ol>
  );
}

/** A decision in the same instant came before the end that it led to. */
const isEnd = (entry: object): boolean => "to" in entry && entry.to === "completed";

function secondsBetween(before: string, after: string): number {
  return Math.max(0, Math.round((Date.parse(after) - Date.parse(before)) / 1000));
}
