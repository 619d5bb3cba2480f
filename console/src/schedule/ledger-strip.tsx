import Box from "@cloudscape-design/components/box";
import type { OccurrenceAnswer } from "../../../shared/contract/schedules.ts";
import { useEntrySpan } from "./entry-span.ts";
import { useScheduleWords } from "./schedule-words.ts";

/** A sign for each verdict, so that colour is not the only difference. */
const signs: Readonly<Record<OccurrenceAnswer["verdict"], string>> = {
  ran: "✓",
  late: "◷",
  skipped: "–",
  missed: "✕",
  starting: "…",
  unknown: "?",
};

/** The newest slots of a schedule as one line, the newest last; a place may stand for several slots that ended alike. */
export function LedgerStrip({ entries }: { readonly entries: readonly OccurrenceAnswer[] }) {
  const { words } = useScheduleWords();
  const spanOf = useEntrySpan();
  if (entries.length === 0) return <Box color="text-body-secondary">{words.schedule.noEntries}</Box>;
  const shown = [...new Set(entries.map(({ verdict }) => verdict))];
  const labels = new Map(entries.map(({ verdict, state }) => [verdict, state.label]));
  return (
    <div className="run-lines">
      <ol className="ledger" aria-label={words.schedule.ledger}>
        {entries.toReversed().map((entry) => {
          const text = [`${spanOf(entry)}: ${entry.state.label}`, entry.reason?.text].filter(Boolean).join(". ");
          return (
            <li key={entry.from} className={entry.verdict} title={text}>
              <span aria-hidden>
                {signs[entry.verdict]}
                {entry.n > 1 && ` ×${entry.n}`}
              </span>
              <span className="unseen">{text}</span>
            </li>
          );
        })}
      </ol>
      <ul className="legend" aria-hidden>
        {shown.map((verdict) => (
          <li key={verdict}>
            <span className={`ledger-sign ${verdict}`}>{signs[verdict]}</span>
            {labels.get(verdict)}
          </li>
        ))}
      </ul>
    </div>
  );
}
