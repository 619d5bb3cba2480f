import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import Tabs from "@cloudscape-design/components/tabs";
import { useSearchParams } from "react-router";
import type * as z from "zod";
import type { systemRun } from "../../../shared/contract/system.ts";
import type { listSystemRuns } from "../../../shared/contract/system-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { NotFound } from "../parts/dead-ends.tsx";
import { Page } from "../parts/page.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { systemRunPage } from "../runs/addresses.ts";
import { useMe } from "../shell/me.tsx";
import type { Words } from "../words/en.ts";
import { useLanguage } from "../words/language.tsx";

type SystemRun = z.infer<typeof systemRun>;

/** Runs of all workspaces: their state, without their content. */
export function SystemPage() {
  const { words, formats } = useLanguage();
  const { platform } = useMe();
  const isCramped = useCramped();
  const [search, setSearch] = useSearchParams();
  const view = search.get("view") ?? "runs";
  const cursor = search.get("cursor") ?? undefined;
  const text = search.get("text") ?? undefined;
  const query = useRead<typeof listSystemRuns>(
    "/api/system/operations",
    {},
    { query: { view, limit: "50", cursor, text }, isMain: true, isWanted: platform !== null },
  );
  if (platform === null) return <NotFound />;
  return (
    <Page
      title={words.system.title}
      description={words.system.text}
      actions={
        <SearchBox
          label={words.system.find}
          text={text ?? ""}
          onFind={(found) => setSearch(found === "" ? { view } : { view, text: found })}
        />
      }
    >
      <Tabs
        ariaLabel={words.system.title}
        activeTabId={view}
        onChange={({ detail }) =>
          setSearch(text === undefined ? { view: detail.activeTabId } : { view: detail.activeTabId, text })
        }
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
                  columnDefinitions={isCramped ? crampedColumns(words) : columns(words)}
                  footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} />}
                />
              )}
            </Answered>
          ),
        }))}
      />
    </Page>
  );
}

function columns(words: Words): TableProps.ColumnDefinition<SystemRun>[] {
  return [
    {
      id: "state",
      header: words.run.state,
      width: 195,
      minWidth: 195,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    { id: "run", header: words.run.operation, isRowHeader: true, width: 225, cell: (run) => <RunName run={run} /> },
    { id: "place", header: words.system.place, width: 190, cell: (run) => <Place run={run} /> },
    { id: "created", header: words.run.created, width: 145, cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "freshness", header: words.run.freshness, width: 200, cell: ({ freshnessLabel }) => freshnessLabel },
    { id: "said", header: words.run.reason, minWidth: 220, cell: (run) => <Said run={run} /> },
  ];
}

function crampedColumns(words: Words): TableProps.ColumnDefinition<SystemRun>[] {
  return [
    {
      id: "run",
      header: words.run.operation,
      isRowHeader: true,
      cell: (run) => (
        <div className="run-lines">
          <div className="run-lines-head">
            <RunName run={run} />
            <StateBadge state={run.state} />
          </div>
          <Said run={run} />
          <Box variant="small" color="text-body-secondary">
            <Place run={run} /> · <Time at={run.createdAt} /> · {run.freshnessLabel}
          </Box>
        </div>
      ),
    },
  ];
}

interface RunProps {
  readonly run: SystemRun;
}

function RunName({ run }: RunProps) {
  return (
    <span data-row-link>
      <AppLink href={systemRunPage(run.id)} ariaLabel={`${run.label}: ${run.state.label}`}>
        {run.label}
      </AppLink>
    </span>
  );
}

/** Names of environments are content of their workspace, so the platform plane has ids only. */
function Place({ run: { workspaceId, workspaceName, environmentId } }: RunProps) {
  const workspace = workspaceName ?? workspaceId;
  return environmentId === null ? workspace : `${workspace} / ${environmentId}`;
}

function Said({ run: { headline, staleLineageNote, age, investigated } }: RunProps) {
  const { words } = useLanguage();
  return (
    <div className="run-lines">
      <div>{headline}</div>
      {staleLineageNote !== null && <div>{staleLineageNote}</div>}
      {(age !== null || investigated !== null) && (
        <Box variant="small" color="text-body-secondary">
          {age !== null && (
            <>
              {age.text} {age.at !== null && <Time at={age.at} />}
            </>
          )}
          {age !== null && investigated !== null && " · "}
          {investigated !== null && words.system.investigated(investigated.by)}
        </Box>
      )}
    </div>
  );
}
