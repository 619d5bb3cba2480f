import Header from "@cloudscape-design/components/header";
import type * as z from "zod";
import type { listAlerts } from "../../../shared/contract/alert-routes.ts";
import type { alertPage } from "../../../shared/contract/alerts.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { alertsPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { AlertTable } from "./alert-table.tsx";
import { useAlertWords } from "./alert-words.ts";

const alertsShown = "5";

/** The panel of open alerts of a page, and whether it is still unknown what stands in it. Nothing for readers without alerts. */
export function useOpenAlerts(ws: string) {
  const { can } = useWorkspace(ws);
  const isWanted = can("tenant.alerts.view");
  const query = useRead<typeof listAlerts>(
    "/api/workspaces/{ws}/alerts",
    { ws },
    { query: { limit: alertsShown, state: "active" }, isWanted },
  );
  return {
    isLoading: query.isLoading,
    panel: isWanted && <Answered query={query}>{(page) => <OpenAlerts ws={ws} page={page} />}</Answered>,
  };
}

interface OpenAlertsProps {
  readonly ws: string;
  readonly page: z.infer<typeof alertPage>;
}

/** The newest open alerts of a workspace with the number of all; nothing when everything was read and evaluated, and none is open. */
function OpenAlerts({ ws, page: { items, open, unread, watch } }: OpenAlertsProps) {
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
