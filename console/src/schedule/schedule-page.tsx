import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { useParams } from "react-router";
import type * as z from "zod";
import type { showSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { scheduleDetail } from "../../../shared/contract/schedules.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { factWidthMin } from "../parts/fact-width.ts";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { LedgerStrip } from "./ledger-strip.tsx";
import { LedgerTable } from "./ledger-table.tsx";
import { ScheduleActions } from "./schedule-actions.tsx";
import { placeNameOf, SchedulePlace } from "./schedule-place.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { SlotTime } from "./slot-time.tsx";

type Detail = z.infer<typeof scheduleDetail>;

/** One schedule: its state and why, what became of its slots, and the next ones. */
export function SchedulePage() {
  const { ws = "", schedule: id = "" } = useParams();
  const { words } = useScheduleWords();
  const query = useRead<typeof showSchedule>(
    "/api/workspaces/{ws}/schedules/{schedule}",
    { ws, schedule: id },
    { isMain: true },
  );
  return (
    <Answered query={query} id={id} title={words.schedule.one}>
      {(schedule) => (
        <Page
          title={schedule.name}
          description={
            <>
              <StateBadge state={{ tone: schedule.state.tone, label: schedule.state.label }} /> · {schedule.typeLabel} ·{" "}
              <SchedulePlace ws={ws} environmentId={schedule.environmentId} name={placeNameOf(schedule)} />
            </>
          }
          actions={<ScheduleActions ws={ws} schedule={schedule} />}
        >
          <Container header={<Header variant="h2">{schedule.state.text}</Header>}>
            <Facts schedule={schedule} />
          </Container>
          <Container
            header={
              <Header variant="h2" description={words.schedule.counts(schedule.counts)}>
                {words.schedule.ledger}
              </Header>
            }
          >
            <LedgerStrip entries={schedule.occurrences} />
          </Container>
          <Container header={<Header variant="h2">{words.schedule.upcoming}</Header>}>
            <Upcoming slots={schedule.upcoming} />
          </Container>
          <LedgerTable ws={ws} schedule={schedule.id} />
        </Page>
      )}
    </Answered>
  );
}

function Facts({ schedule }: { readonly schedule: Detail }) {
  const { words, formats } = useScheduleWords();
  const { rule, next, paused, owner, changedAt, windowSeconds, delaySeconds, overlap, catchUp, pauseAfter } = schedule;
  return (
    <KeyValuePairs
      minColumnWidth={factWidthMin}
      columns={3}
      items={[
        { label: words.schedule.rule, value: rule.text },
        { label: words.schedule.next, value: next === null ? "–" : <SlotTime slot={next} /> },
        { label: words.schedule.owner, value: owner.name },
        ...(paused === null
          ? []
          : [
              {
                label: words.schedule.paused,
                value: (
                  <>
                    <Time at={paused.at} />
                    {paused.note !== null && `: ${paused.note}`}
                  </>
                ),
              },
            ]),
        { label: words.schedule.window, value: formats.duration(windowSeconds) },
        { label: words.schedule.delay, value: formats.duration(delaySeconds) },
        { label: words.schedule.overlap, value: words.schedule.overlaps[overlap] },
        { label: words.schedule.catchUp, value: words.schedule.catchUps[catchUp] },
        {
          label: words.schedule.pauseAfter,
          value: pauseAfter === null ? words.schedule.never : words.schedule.failures(pauseAfter),
        },
        { label: words.schedule.changed, value: <Time at={changedAt} /> },
        { label: words.schedule.accountedUntil, value: <Time at={schedule.accountedUntil} /> },
      ]}
    />
  );
}

function Upcoming({ slots }: { readonly slots: Detail["upcoming"] }) {
  const { words } = useScheduleWords();
  if (slots.length === 0) return <Box color="text-body-secondary">{words.schedule.noUpcoming}</Box>;
  return (
    <ol className="slots">
      {slots.map((slot) => (
        <li key={slot.at}>
          <SlotTime slot={slot} />
        </li>
      ))}
    </ol>
  );
}
