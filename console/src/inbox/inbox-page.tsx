import Alert from "@cloudscape-design/components/alert";
import Header from "@cloudscape-design/components/header";
import { useParams } from "react-router";
import type * as z from "zod";
import type { countedList } from "../../../shared/contract/tabs.ts";
import type { showInbox } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { listPage } from "../runs/addresses.ts";
import { RunTable } from "../runs/run-table.tsx";
import type { Formats } from "../words/formats.ts";
import { useLanguage } from "../words/language.tsx";

/** Open issues by cause; each issue appears once. */
export function InboxPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const query = useRead<typeof showInbox>("/api/workspaces/{ws}/inbox", { ws }, { isMain: true });
  return (
    <Answered query={query} id={ws} title={words.inbox.title}>
      {({ groups, total, calm, unread, checkedAt }) => (
        <Page
          title={words.inbox.title}
          description={words.checkedAt(formats.clock(checkedAt))}
          actions={
            total.value > 0 && (
              <AppLinkButton href={listPage(ws, total.list)}>{words.inbox.all(formats.count(total))}</AppLinkButton>
            )
          }
        >
          {calm !== null && <Alert type="success">{calm}</Alert>}
          {unread !== null && <Alert type="warning">{unread}</Alert>}
          {groups.map(({ cause, label, guidance, count, items }) => (
            <RunTable
              key={cause}
              runs={items}
              label={label}
              header={
                <Header
                  variant="h2"
                  counter={counterOf(count, items.length, formats)}
                  description={guidance}
                  actions={
                    count.value > items.length && (
                      <AppLinkButton href={listPage(ws, count.list)}>{words.overview.all}</AppLinkButton>
                    )
                  }
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

/** The number of shown issues of a cause, and at least how many there are. */
function counterOf(count: z.infer<typeof countedList>, shown: number, formats: Formats): string {
  const all = formats.count(count);
  return shown < count.value || count.capped ? `(${formats.number(shown)}/${all})` : `(${all})`;
}
