import Box from "@cloudscape-design/components/box";
import Table from "@cloudscape-design/components/table";
import Tabs from "@cloudscape-design/components/tabs";
import { useSearchParams } from "react-router";
import type * as z from "zod";
import type { systemRun } from "../../../shared/contract/system.ts";
import type { listSystemRuns } from "../../../shared/contract/system-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink, AppLinkButton } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { systemRunPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

/** Runs of all workspaces, by how they stand and nothing of what they hold. */
export function SystemPage() {
  const { words, formats } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const view = search.get("view") ?? "runs";
  const cursor = search.get("cursor") ?? undefined;
  const query = useRead<typeof listSystemRuns>(
    "/api/system/operations",
    {},
    { query: { view, limit: "50", cursor }, isMain: true },
  );
  return (
    <Page title={words.system.title} description={words.system.text}>
      <Tabs
        ariaLabel={words.system.title}
        activeTabId={view}
        onChange={({ detail }) => setSearch({ view: detail.activeTabId })}
        tabs={Object.entries(words.system.views).map(([id, label]) => ({
          id,
          label,
          content: id === view && (
            <Answered query={query}>
              {({ items, nextCursor, checkedAt }) => (
                <Table
                  items={items}
                  trackBy="id"
                  variant="borderless"
                  wrapLines
                  ariaLabels={{ tableLabel: label }}
                  empty={<Box textAlign="center">{words.system.none(formats.clock(checkedAt))}</Box>}
                  columnDefinitions={[
                    {
                      id: "run",
                      header: words.run.operation,
                      isRowHeader: true,
                      cell: (run) => <SystemRunLines run={run} />,
                    },
                  ]}
                  footer={
                    nextCursor !== null && (
                      <Box textAlign="center">
                        <AppLinkButton href={`/system/operations?${new URLSearchParams({ view, cursor: nextCursor })}`}>
                          {words.hub.older}
                        </AppLinkButton>
                      </Box>
                    )
                  }
                />
              )}
            </Answered>
          ),
        }))}
      />
    </Page>
  );
}

function SystemRunLines({ run }: { readonly run: z.infer<typeof systemRun> }) {
  const { words } = useLanguage();
  return (
    <div className="run-lines">
      <div className="run-lines-head">
        <span data-row-link>
          <AppLink href={systemRunPage(run.id)} ariaLabel={`${run.label}: ${run.state.label}`}>
            {run.label}
          </AppLink>
        </span>
        <StateBadge state={run.state} />
      </div>
      <div>{run.headline}</div>
      {run.staleLineageNote !== null && <div>{run.staleLineageNote}</div>}
      <Box variant="small" color="text-body-secondary">
        {run.workspaceId}
        {run.environmentId !== null && ` / ${run.environmentId}`} · {run.ageLabel ?? <Time at={run.createdAt} />} ·{" "}
        {run.freshnessLabel}
        {run.investigated !== null && ` · ${words.system.investigated(run.investigated.by)}`}
      </Box>
    </div>
  );
}
