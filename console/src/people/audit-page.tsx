import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import { useParams, useSearchParams } from "react-router";
import type { listAudit } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { workspacePage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

/** What was done in a workspace, by whom and with what result, newest first. */
export function AuditPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const [search] = useSearchParams();
  const cursor = search.get("cursor") ?? undefined;
  const query = useRead<typeof listAudit>("/api/workspaces/{ws}/audit", { ws }, { query: { limit: "50", cursor } });
  return (
    <Answered query={query} id={ws}>
      {({ items, nextCursor, checkedAt }) => (
        <Page title={words.nav.audit}>
          <Table
            items={items}
            trackBy="id"
            wrapLines
            ariaLabels={{ tableLabel: words.nav.audit }}
            empty={<Box textAlign="center">{words.audit.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={[
              {
                id: "summary",
                header: words.audit.what,
                isRowHeader: true,
                cell: ({ summary, recordedAt, actor }) =>
                  isNarrow ? (
                    <div className="run-lines">
                      <div>{summary}</div>
                      <Box variant="small" color="text-body-secondary">
                        {actor.label} · <Time at={recordedAt} />
                      </Box>
                    </div>
                  ) : (
                    summary
                  ),
              },
              ...(isNarrow
                ? []
                : [
                    {
                      id: "actor",
                      header: words.audit.who,
                      cell: (entry: (typeof items)[number]) => entry.actor.label,
                    },
                    {
                      id: "environment",
                      header: words.run.environment,
                      cell: (entry: (typeof items)[number]) => entry.environmentId ?? "–",
                    },
                    {
                      id: "at",
                      header: words.audit.when,
                      cell: (entry: (typeof items)[number]) => <Time at={entry.recordedAt} />,
                    },
                  ]),
            ]}
            footer={
              nextCursor !== null && (
                <Box textAlign="center">
                  <AppLinkButton href={`${workspacePage(ws)}/audit?${new URLSearchParams({ cursor: nextCursor })}`}>
                    {words.hub.older}
                  </AppLinkButton>
                </Box>
              )
            }
          />
        </Page>
      )}
    </Answered>
  );
}
