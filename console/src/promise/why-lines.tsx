import Box from "@cloudscape-design/components/box";
import type { PromiseCell } from "../../../shared/contract/promises.ts";
import { AppLink } from "../parts/app-link.tsx";
import { Time } from "../parts/time.tsx";
import { runPage, schedulePage } from "../runs/addresses.ts";

interface WhyLinesProps {
  readonly ws: string;
  readonly why: PromiseCell["why"];
}

/** Why a promise is broken, the most telling reason first; the open run or the schedule behind one is a link. */
export function WhyLines({ ws, why }: WhyLinesProps) {
  return why.map(({ kind, text, runId, scheduleId, at }) => {
    const href = runId !== null ? runPage(ws, runId) : scheduleId !== null ? schedulePage(ws, scheduleId) : undefined;
    return (
      <Box key={`${kind} ${text} ${at}`} variant="small">
        {href === undefined ? text : <AppLink href={href}>{text}</AppLink>}
        {kind === "schedule_missed" && at !== null && (
          <>
            {" "}
            <Time at={at} />
          </>
        )}
      </Box>
    );
  });
}
