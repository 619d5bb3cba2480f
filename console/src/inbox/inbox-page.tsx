import Alert from "@cloudscape-design/components/alert";
import Badge from "@cloudscape-design/components/badge";
import Header from "@cloudscape-design/components/header";
import { useParams } from "react-router";
import type { showInbox } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { listPage } from "../runs/addresses.ts";
import { RunTable } from "../runs/run-table.tsx";
import { useLanguage } from "../words/language.tsx";

/** Everything a person has to decide on, by cause; each item in one lane. */
export function InboxPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const query = useRead<typeof showInbox>("/api/workspaces/{ws}/inbox", { ws }, { isMain: true });
  return (
    <Answered query={query} id={ws} title={words.inbox.title}>
      {({ groups, total, calm, checkedAt }) => (
        <Page
          title={words.inbox.title}
          description={words.checkedAt(formats.clock(checkedAt))}
          actions={
            total.value > 0 && (
              <AppLinkButton href={listPage(ws, total.list)}>
                {words.inbox.all(total.value, total.capped)}
              </AppLinkButton>
            )
          }
        >
          {groups.length === 0 && <Alert type="success">{calm ?? words.hub.calm}</Alert>}
          {groups.map(({ cause, label, guidance, laneLabel, items }) => (
            <RunTable
              key={cause}
              runs={items}
              label={label}
              header={
                <Header
                  variant="h2"
                  counter={`(${formats.number(items.length)})`}
                  description={guidance}
                  info={<Badge>{words.inbox.lane(laneLabel)}</Badge>}
                >
                  {label}
                </Header>
              }
            />
          ))}
        </Page>
      )}
    </Answered>
  );
}
