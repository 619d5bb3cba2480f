import Header from "@cloudscape-design/components/header";
import type * as z from "zod";
import type { alertPage } from "../../../shared/contract/alerts.ts";
import { AppLinkButton } from "../parts/app-link.tsx";
import { alertsPage } from "../runs/addresses.ts";
import { AlertTable } from "./alert-table.tsx";
import { useAlertWords } from "./alert-words.ts";

interface OpenAlertsProps {
  readonly ws: string;
  readonly page: z.infer<typeof alertPage>;
}

/** The newest open alerts of a workspace with the number of all; nothing when everything was read and evaluated, and none is open. */
export function OpenAlerts({ ws, page: { items, open, unread, watch } }: OpenAlertsProps) {
  const { words, formats } = useAlertWords();
  const isSilent = watch.state === "late";
  if (items.length === 0 && unread === null && !isSilent) return null;
  return (
    <AlertTable
      ws={ws}
      alerts={items}
      label={words.alert.all}
      empty={unread === null ? watch.text : words.alert.nothingRead}
      header={
        <Header
          variant="h2"
          counter={`(${formats.count(open)})`}
          description={unread ?? (isSilent ? watch.text : null)}
          actions={<AppLinkButton href={alertsPage(ws)}>{words.overview.all}</AppLinkButton>}
        >
          {words.alert.all}
        </Header>
      }
    />
  );
}
