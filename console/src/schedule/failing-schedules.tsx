import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type * as z from "zod";
import type { failingSchedules } from "../../../shared/contract/schedules.ts";
import { AppLink, AppLinkButton } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { environmentPage, failingSchedulesPage, schedulePage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

interface FailingSchedulesProps {
  readonly ws: string;
  readonly schedules: z.infer<typeof failingSchedules> | null;
}

/** Which schedules need a person, where, and why; nothing when none does. */
export function FailingSchedules({ ws, schedules }: FailingSchedulesProps) {
  const { words, formats } = useLanguage();
  if (schedules === null) return null;
  const { label, guidance, count, items } = schedules;
  return (
    <Table
      items={items}
      trackBy="scheduleId"
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: label }}
      header={
        <Header
          variant="h2"
          counter={`(${formats.count(count)})`}
          description={guidance}
          actions={<AppLinkButton href={failingSchedulesPage(ws, count.list)}>{words.overview.all}</AppLinkButton>}
        >
          {label}
        </Header>
      }
      columnDefinitions={[
        {
          id: "schedule",
          header: words.run.environment,
          isRowHeader: true,
          cell: ({ scheduleId, name, environmentId, environment, typeLabel, state }) => (
            <div className="run-lines">
              <span>
                <AppLink href={environmentPage(ws, environmentId)}>{environment}</AppLink> <StateBadge state={state} />
              </span>
              <span>
                <AppLink href={schedulePage(ws, scheduleId)}>{name}</AppLink> · {typeLabel}
              </span>
              <span>{state.text}</span>
            </div>
          ),
        },
      ]}
    />
  );
}
