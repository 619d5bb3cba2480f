import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Table from "@cloudscape-design/components/table";
import type { listNotifications, readNotification } from "../../../shared/contract/caller-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { runPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

/** How the runs ended that the reader had started, newest first. */
export function NotificationsPage() {
  const { words, formats } = useLanguage();
  const query = useRead<typeof listNotifications>("/api/notifications", {}, { query: { limit: "25" } });
  const read = useWrite<typeof readNotification>("POST", "/api/notifications/{id}/read");
  return (
    <Answered query={query}>
      {({ items, unread, checkedAt }) => (
        <Page title={words.notifications.title} description={words.notifications.unread(unread.value, unread.capped)}>
          <Table
            items={items}
            trackBy="id"
            wrapLines
            ariaLabels={{ tableLabel: words.notifications.title }}
            empty={<Box textAlign="center">{words.notifications.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={[
              {
                id: "what",
                header: words.run.operation,
                isRowHeader: true,
                cell: ({ id, workspaceId, runId, label, state, headline, staleLineageNote, at, readAt }) => (
                  <div className="run-lines">
                    <div className="run-lines-head">
                      <span data-row-link>
                        <AppLink href={runPage(workspaceId, runId)} ariaLabel={`${label}: ${state.label}`}>
                          {label}
                        </AppLink>
                      </span>
                      <StateBadge state={state} />
                    </div>
                    <div>{headline}</div>
                    {staleLineageNote !== null && <div>{staleLineageNote}</div>}
                    <Box variant="small" color="text-body-secondary">
                      <Time at={at} />
                    </Box>
                    {readAt === null && (
                      <div>
                        <Button
                          variant="inline-link"
                          ariaLabel={`${words.notifications.markRead}: ${label}`}
                          onClick={() => read.mutate({ parameters: { id } })}
                        >
                          {words.notifications.markRead}
                        </Button>
                      </div>
                    )}
                  </div>
                ),
              },
            ]}
          />
        </Page>
      )}
    </Answered>
  );
}
