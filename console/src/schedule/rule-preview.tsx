import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import { useDeferredValue } from "react";
import type { previewSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { RuleWrite } from "../../../shared/contract/schedules.ts";
import { useRead } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Loading } from "../parts/loading.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { SlotTime } from "./slot-time.tsx";

interface RulePreviewProps {
  readonly ws: string;
  readonly rule: RuleWrite | undefined;
}

/** The next ten slots of a rule, as the API calculates them; changes of the clock are said where they happen. */
export function RulePreview({ ws, rule }: RulePreviewProps) {
  const { words } = useScheduleWords();
  const { cron, timezone, everySeconds, anchor } = useDeferredValue(rule) ?? {};
  const isWhole = rule !== undefined;
  const query = useRead<typeof previewSchedule>(
    "/api/workspaces/{ws}/schedules/preview",
    { ws },
    {
      query: { cron, timezone, everySeconds: everySeconds === undefined ? undefined : String(everySeconds), anchor },
      isWanted: isWhole && (cron !== undefined || everySeconds !== undefined),
    },
  );
  if (!isWhole) return <Box color="text-body-secondary">{words.schedule.noPreview}</Box>;
  if (query.error !== null) return <ApiErrorAlert error={query.error} />;
  if (query.data === undefined) return <Loading />;
  const { text, items } = query.data;
  return (
    <Alert type="info" header={text}>
      {items.length === 0 ? (
        words.schedule.noUpcoming
      ) : (
        <ol className="slots" aria-label={words.schedule.upcoming}>
          {items.map((slot) => (
            <li key={slot.at}>
              <SlotTime slot={slot} />
            </li>
          ))}
        </ol>
      )}
    </Alert>
  );
}
