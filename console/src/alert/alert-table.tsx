import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { AlertAnswer } from "../../../shared/contract/alerts.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { alertPage, environmentPage } from "../runs/addresses.ts";
import { usePlaceNames } from "../runs/place-name.tsx";
import { useAlertWords } from "./alert-words.ts";
import { SnoozeActions } from "./snooze-actions.tsx";

interface AlertTableProps {
  readonly ws: string;
  readonly alerts: readonly AlertAnswer[];
  readonly label: string;
  readonly areClosed?: boolean;
  readonly header?: ReactNode;
  readonly filter?: ReactNode;
  readonly empty?: string;
  readonly footer?: ReactNode;
}

/** Alerts with their cause, in the order they are given. */
export function AlertTable({ ws, alerts, label, areClosed = false, empty, ...rest }: AlertTableProps) {
  return (
    <Table
      {...rest}
      items={alerts}
      trackBy="key"
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: label }}
      empty={empty !== undefined && <Box textAlign="center">{empty}</Box>}
      columnDefinitions={useColumns(ws, areClosed)}
    />
  );
}

function useColumns(ws: string, areClosed: boolean): TableProps.ColumnDefinition<AlertAnswer>[] {
  const { words, formats } = useAlertWords();
  const isCramped = useCramped();
  const nameOf = usePlaceNames(ws);
  const title = (alert: AlertAnswer) => (
    <div className="run-lines">
      <span data-row-link>
        <AppLink href={alertPage(ws, alert.key)}>{alert.title}</AppLink>
      </span>
      <Box variant="small" color="text-body-secondary">
        {alert.closeProof?.text ?? alert.reason ?? alert.causeLabel}
      </Box>
    </div>
  );
  const state = ({ state: shown, snooze }: AlertAnswer) => (
    <div className="run-lines">
      <StateBadge state={shown} />
      {snooze !== null && (
        <Box variant="small" color="text-body-secondary">
          {words.alert.snoozedUntil(formats.moment(snooze.until), snooze.by, snooze.reason)}
        </Box>
      )}
    </div>
  );
  const place = ({ environmentId }: AlertAnswer) =>
    environmentId === null ? (
      words.alert.workspace
    ) : (
      <AppLink href={environmentPage(ws, environmentId)} variant="secondary">
        {nameOf(environmentId)}
      </AppLink>
    );
  const time = ({ openedAt, closedAt }: AlertAnswer) => <Time at={areClosed ? (closedAt ?? openedAt) : openedAt} />;
  const actions = (alert: AlertAnswer) => <SnoozeActions ws={ws} alert={alert} isInline />;
  const timed = areClosed ? words.alert.closed : words.alert.opened;
  if (isCramped) {
    return [
      {
        id: "title",
        header: words.alert.one,
        isRowHeader: true,
        cell: (alert) => (
          <div className="run-lines">
            {title(alert)}
            {state(alert)}
            {/* No link: it would stand too near to the buttons. */}
            <span>
              {alert.environmentId === null ? words.alert.workspace : nameOf(alert.environmentId)} · {timed}{" "}
              {time(alert)}
            </span>
            {actions(alert)}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "state", header: words.run.state, width: 220, cell: state },
    { id: "title", header: words.alert.one, isRowHeader: true, cell: title },
    { id: "environment", header: words.alert.environment, width: 170, cell: place },
    { id: "time", header: timed, width: 150, cell: time },
    ...(areClosed ? [] : [{ id: "actions", header: words.alert.actions, width: 190, cell: actions }]),
  ];
}
