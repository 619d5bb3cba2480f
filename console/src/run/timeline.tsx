import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { transitionAnswer } from "../../../shared/contract/runs.ts";
import { Duration, Time } from "../parts/time.tsx";
import { useLanguage } from "../words/language.tsx";

interface TimelineProps {
  readonly run: {
    readonly transitions: readonly z.infer<typeof transitionAnswer>[];
    readonly status: string;
    /** Omitted where names are not available. */
    readonly initiator?: { readonly id: string; readonly name: string };
  };
}

/** Transitions of a run, oldest first, with the time between them. */
export function Timeline({ run: { transitions, initiator } }: TimelineProps) {
  const { words } = useLanguage();
  return (
    <ol className="timeline">
      {transitions.map(({ at, to, label, attempt, actor, reasonCode }, index) => {
        const before = transitions[index - 1];
        return (
          <li key={`${at} ${to} ${attempt ?? ""}`}>
            <div>
              <strong>{label}</strong>
              {attempt !== undefined && attempt > 0 && ` · ${words.run.attempt(attempt)}`}
              {actor !== undefined && ` · ${actor === initiator?.id ? initiator.name : actor}`}
            </div>
            <Box variant="small" color="text-body-secondary">
              <Time at={at} />
              {before !== undefined && (
                <>
                  {" · "}
                  {words.run.after} <Duration seconds={secondsBetween(before.at, at)} />
                </>
              )}
              {reasonCode !== undefined && ` · ${reasonCode}`}
            </Box>
          </li>
        );
      })}
    </ol>
  );
}

function secondsBetween(before: string, after: string): number {
  return Math.max(0, Math.round((Date.parse(after) - Date.parse(before)) / 1000));
}
