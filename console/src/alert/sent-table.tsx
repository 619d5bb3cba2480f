import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { AlertDetail } from "../../../shared/contract/alerts.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { channelPage } from "../runs/addresses.ts";
import { useAlertWords } from "./alert-words.ts";

interface SentTableProps {
  readonly ws: string;
  readonly channels: AlertDetail["channels"];
}

/** What each channel was sent about the newest opening of an alert. */
export function SentTable({ ws, channels }: SentTableProps) {
  const { words } = useAlertWords();
  return (
    <Table
      items={channels}
      trackBy="id"
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: words.alert.channels }}
      header={<Header variant="h2">{words.alert.channels}</Header>}
      empty={<Box textAlign="center">{words.alert.noChannels}</Box>}
      columnDefinitions={[
        {
          id: "name",
          header: words.channel.one,
          isRowHeader: true,
          cell: ({ id, name }) =>
            name === null ? words.alert.removedChannel : <AppLink href={channelPage(ws, id)}>{name}</AppLink>,
        },
        {
          id: "message",
          header: words.alert.message,
          cell: ({ state, text }) => (
            <div className="run-lines">
              <StateBadge state={state} />
              <Box variant="small" color="text-body-secondary">
                {text}
              </Box>
            </div>
          ),
        },
      ]}
    />
  );
}
