import Alert from "@cloudscape-design/components/alert";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams, useSearchParams } from "react-router";
import type * as z from "zod";
import type { listAlerts } from "../../../shared/contract/alert-routes.ts";
import type { alertPage } from "../../../shared/contract/alerts.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { alertRulesPage, channelsPage } from "../runs/addresses.ts";
import { AlertTable } from "./alert-table.tsx";
import { useAlertWords } from "./alert-words.ts";

type Alerts = z.infer<typeof alertPage>;

const lists = ["active", "snoozed", "closed"] as const;
const pageSize = "50";

/** What is reported until its cause is gone: open, snoozed and closed alerts. The address holds list and page. */
export function AlertsPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useAlertWords();
  const [address] = useSearchParams();
  const cursor = address.get("cursor") ?? undefined;
  const state = lists.find((one) => one === address.get("state")) ?? "active";
  const query = useRead<typeof listAlerts>(
    "/api/workspaces/{ws}/alerts",
    { ws },
    { query: { limit: pageSize, cursor, state }, isMain: true },
  );
  return (
    <Answered query={query} id={ws} title={words.alert.all}>
      {(page) => (
        <Page
          title={words.alert.all}
          description={`${page.headline} ${words.checkedAt(formats.clock(page.checkedAt))}`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <AppLinkButton href={alertRulesPage(ws)}>{words.rule.all}</AppLinkButton>
              <AppLinkButton href={channelsPage(ws)}>{words.channel.all}</AppLinkButton>
            </SpaceBetween>
          }
        >
          {page.unread !== null && <Alert type="warning">{page.unread}</Alert>}
          {page.watch.state !== "watching" && <Alert type="warning">{page.watch.text}</Alert>}
          <AlertTable
            ws={ws}
            alerts={page.items}
            label={words.alert.all}
            areClosed={state === "closed"}
            filter={<ListChoice state={state} page={page} />}
            empty={emptyOf(page, words.alert.nothing[state], words.alert.nothingRead)}
            footer={
              hasParts({ nextCursor: page.nextCursor, cursor }) && (
                <Pager nextCursor={page.nextCursor} cursor={cursor} />
              )
            }
          />
        </Page>
      )}
    </Answered>
  );
}

/** No alert is good news only while rules are evaluated. */
function emptyOf({ unread, watch }: Alerts, nothing: string, nothingRead: string): string {
  if (unread !== null) return nothingRead;
  return watch.state === "watching" ? nothing : watch.text;
}

interface ListChoiceProps {
  readonly state: (typeof lists)[number];
  readonly page: Alerts;
}

/** The three lists, with their counts; closed alerts are counted only where they are read. */
function ListChoice({ state, page: { open, snoozed, closed } }: ListChoiceProps) {
  const { words, formats } = useAlertWords();
  const [, setAddress] = useSearchParams();
  const counts = { active: open, snoozed, closed };
  return (
    <SegmentedControl
      label={words.alert.list}
      selectedId={state}
      options={lists.map((id) => {
        const count = counts[id];
        const label = words.alert.lists[id];
        return { id, text: count === null ? label : words.alert.counted(label, formats.count(count)) };
      })}
      onChange={({ detail }) => setAddress({ state: detail.selectedId })}
    />
  );
}
