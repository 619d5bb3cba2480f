import Box from "@cloudscape-design/components/box";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import { Duration, Time } from "../parts/time.tsx";
import { useLanguage } from "../words/language.tsx";

/** Each attempt of a run: when it began, how long it ran and what it came to. */
export function Attempts({ run: { attempts } }: { readonly run: RunDetail }) {
  const { words } = useLanguage();
  if (attempts.length === 0) return null;
  return (
    <div>
      <Box variant="h3">{words.run.attempts}</Box>
      <AttemptLines attempts={attempts} />
    </div>
  );
}

/** The same without a heading. */
export function AttemptLines({ attempts }: Pick<RunDetail, "attempts">) {
  const { words } = useLanguage();
  return (
    <ul className="plain">
      {attempts.map(({ number, startedAt, endedAt, label }) => (
        <li key={number} className="attempt">
          <strong>{words.run.attempt(number)}</strong>
          <div>
            <div>{label}</div>
            <Box variant="small" color="text-body-secondary">
              <Time at={startedAt} />
              {" · "}
              {words.run.ran}{" "}
              <Duration seconds={secondsOf(startedAt, endedAt)} since={endedAt === null ? startedAt : undefined} />
            </Box>
          </div>
        </li>
      ))}
    </ul>
  );
}

function secondsOf(startedAt: string, endedAt: string | null): number {
  return endedAt === null ? 0 : Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
}
