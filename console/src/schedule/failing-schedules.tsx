import type * as z from "zod";
import type { failingSchedules } from "../../../shared/contract/schedules.ts";
import { AppLink } from "../parts/app-link.tsx";
import { OpenCauses } from "../parts/open-causes.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { failingSchedulesPage, schedulePage } from "../runs/addresses.ts";
import { SchedulePlace } from "./schedule-place.tsx";

interface FailingSchedulesProps {
  readonly ws: string;
  readonly schedules: z.infer<typeof failingSchedules> | null;
}

/** Which schedules need a person, where, and why; nothing when none does. */
export function FailingSchedules({ ws, schedules }: FailingSchedulesProps) {
  if (schedules === null) return null;
  return (
    <OpenCauses {...schedules} trackBy="scheduleId" list={failingSchedulesPage(ws, schedules.count.list)}>
      {({ scheduleId, name, environmentId, environment, typeLabel, state }) => (
        <>
          <span>
            <SchedulePlace ws={ws} environmentId={environmentId} name={environment} /> <StateBadge state={state} />
          </span>
          <span>
            <AppLink href={schedulePage(ws, scheduleId)}>{name}</AppLink> · {typeLabel}
          </span>
          <span>{state.text}</span>
        </>
      )}
    </OpenCauses>
  );
}
