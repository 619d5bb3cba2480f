import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Tabs from "@cloudscape-design/components/tabs";
import { Suspense, useEffect, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import type * as z from "zod";
import type { summary as summarySchema } from "../../../shared/contract/hub.ts";
import type { showSummary } from "../../../shared/contract/operation-routes.ts";
import type { Tab } from "../../../shared/run/verdicts.ts";
import type { Query } from "../api/route-types.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { NotFound } from "../parts/dead-ends.tsx";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { Loading } from "../parts/loading.tsx";
import { Page } from "../parts/page.tsx";
import { inboxPage } from "../runs/addresses.ts";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";
import { Decision } from "./decision.tsx";
import { filtersOf, isFiltered, listFilterOf } from "./filter-tokens.ts";
import { FoldedTargets } from "./folded-targets.tsx";
import { HubFilter } from "./hub-filter.tsx";
import { ListEnd } from "./list-end.tsx";
import { SavedViews } from "./saved-views.tsx";
import { useHeldRows } from "./use-held-rows.ts";
import { pageRows, type ReadPages, useRunPages } from "./use-run-pages.ts";
import { useStepByStep } from "./use-step-by-step.ts";
import { useWorthWaiting } from "./use-worth-waiting.ts";
import { WorkList } from "./work-list.tsx";

const Figures = fetched(() => import("./figures.tsx").then(({ Figures }) => Figures), NotLoaded);
type Summary = z.infer<typeof summarySchema>;

/** The list of runs: every count and link leads to a view of this page. */
export function HubPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const [showsFigures, setShowsFigures] = useState(false);
  const environmentId = search.get("environmentId") ?? undefined;
  const { tab: _, ...narrowed } = filtersOf(search);
  const summary = useRead<typeof showSummary>("/api/workspaces/{ws}/operations/summary", { ws }, { query: narrowed });
  const list = useRunPages(ws, listFilterOf(search));
  const tab = search.get("tab") ?? "all";
  // The summary above the lists loads first, so that nothing moves later.
  const isHeldUp = useWorthWaiting(summary.isPending && summary.failureCount === 0);
  // Only once: a filter that is being typed stays where it is.
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isHeldUp) setShown(true);
  }, [isHeldUp]);
  const isCounted = summary.data !== undefined;
  // Counts widen the tabs, and on a phone the selected one would scroll out of view.
  useEffect(() => {
    if (isCounted) document.querySelector('[role="tab"][aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [isCounted]);
  if (list.error?.status === 404) return <NotFound id={environmentId ?? ws} />;
  const filtered = isFiltered(search);

  return (
    <Page
      title={words.hub.title}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <AppLinkButton href={inboxPage(ws)}>{words.list.byCause}</AppLinkButton>
          <SavedViews ws={ws} search={search} onOpen={setSearch} />
          <StartButton ws={ws} environmentId={environmentId} />
        </SpaceBetween>
      }
    >
      {isHeldUp && !isShown ? (
        <Loading />
      ) : (
        <>
          {(summary.isPending || summary.data !== undefined) && (
            <div className="decision">
              {summary.data === undefined ? <Loading /> : <Decision ws={ws} summary={summary.data} />}
            </div>
          )}
          <div className="lists">
            <Tabs
              activeTabId={tab}
              ariaLabel={words.hub.tabs}
              onChange={({ detail }) => {
                const next = new URLSearchParams(search);
                next.set("tab", detail.activeTabId);
                setSearch(next);
              }}
              tabs={tabsOf(words.hub.tab, summary.data).map(({ id, label, count }) => ({
                id,
                label: (
                  <span>
                    {label} {count && `(${formats.count(count)})`}
                  </span>
                ),
                content: id === tab && (
                  <SpaceBetween size="xs">
                    <HubFilter ws={ws} search={search} onChange={setSearch} />
                    <Answered query={list} id={environmentId}>
                      {(page) =>
                        isHeldUp ? (
                          <Loading />
                        ) : (
                          <HeldRows
                            key={search.toString()}
                            ws={ws}
                            page={page}
                            filter={filtersOf(search)}
                            list={list}
                            summary={summary.data}
                            isFiltered={filtered}
                            onClear={() => setSearch({ tab })}
                          />
                        )
                      }
                    </Answered>
                  </SpaceBetween>
                ),
              }))}
            />
          </div>
          {/* Not before the rows, which would move it. */}
          {!list.isPending && (
            <ExpandableSection
              headerText={words.figures.title}
              variant="container"
              expanded={showsFigures}
              onChange={({ detail }) => setShowsFigures(detail.expanded)}
            >
              {showsFigures && (
                <Suspense fallback={<Loading />}>
                  <Figures ws={ws} environmentId={environmentId} />
                </Suspense>
              )}
            </ExpandableSection>
          )}
        </>
      )}
    </Page>
  );
}

function tabsOf(labels: Readonly<Record<Tab, string>>, summary: Summary | undefined) {
  const counts = new Map(Object.entries(summary?.counts ?? {}));
  return Object.entries(labels).map(([id, label]) => ({ id, label, count: counts.get(id) }));
}

interface HeldRowsProps {
  readonly ws: string;
  readonly page: ReadPages;
  readonly filter: Query;
  readonly list: Pick<
    ReturnType<typeof useRunPages>,
    "isFetching" | "isFetchingNextPage" | "fetchNextPage" | "fetchPreviousPage" | "toNewest"
  >;
  readonly summary: Summary | undefined;
  readonly isFiltered: boolean;
  onClear(): void;
}

function HeldRows({ ws, page, filter, list, summary, isFiltered, onClear }: HeldRowsProps) {
  const { words, formats } = useLanguage();
  // From the first request for older rows on, the list continues where it is scrolled to. Where few runs match, each
  // page takes a request of its own: otherwise an end in sight would have the whole history examined.
  const [isContinued, setContinued] = useState(false);
  const loadOlder = () => void list.fetchNextPage();
  const { rows, arrived, showArrived } = useHeldRows(page, loadOlder);
  const drawn = useStepByStep(rows);
  // An end of the list is where it seems once its rows are drawn.
  const isStill = !list.isFetching && drawn === rows;
  const checked = formats.clock(page.checkedAt);
  const isCut = page.nextCursor !== null;
  return (
    <SpaceBetween size="xs">
      {page.unread !== null && <Alert type="warning">{page.unread}</Alert>}
      {page.from !== undefined && (
        <ListEnd isOpen={isStill} onNear={() => void list.fetchPreviousPage()}>
          <Box textAlign="center">
            <Button onClick={() => void list.toNewest()}>{words.hub.newest}</Button>
          </Box>
        </ListEnd>
      )}
      <WorkList
        ws={ws}
        filter={filter}
        runs={drawn}
        notice={
          <>
            <Box variant="small" color="text-body-secondary">
              {words.checkedAt(checked)}
            </Box>
            <FoldedTargets runs={rows} isFolding={page.appliedFilters.waves !== undefined} />
            <div aria-live="polite" className="list-arrived">
              {arrived.length > 0 && (
                <>
                  <StatusIndicator type="info">{words.hub.arrived(arrived.length)}</StatusIndicator>
                  <Button onClick={showArrived}>{words.hub.show}</Button>
                </>
              )}
            </div>
          </>
        }
        empty={
          <Box textAlign="center" padding="l">
            {page.unread !== null ? (
              <Box variant="p">{words.hub.notChecked}</Box>
            ) : isFiltered ? (
              <SpaceBetween size="s">
                <Box variant="p">{isCut ? words.hub.noneYet(checked) : words.hub.noMatch(checked)}</Box>
                <Button onClick={onClear}>{words.hub.clear}</Button>
              </SpaceBetween>
            ) : (
              <Box variant="p">{isCut ? words.hub.noneYet(checked) : emptyText(words, summary, checked)}</Box>
            )}
          </Box>
        }
      />
      {isCut && !page.isShort && (
        <ListEnd isOpen={isContinued && isStill && !page.isSparse} onNear={loadOlder}>
          <Box textAlign="center">
            {rows.length < pageRows && <Box variant="p">{words.hub.further}</Box>}
            <Button
              loading={list.isFetchingNextPage}
              // The first time this end is near, so that it is what asks.
              onClick={() => (isContinued || page.isSparse ? loadOlder() : setContinued(true))}
            >
              {words.hub.older}
            </Button>
          </Box>
        </ListEnd>
      )}
    </SpaceBetween>
  );
}

/** The empty text distinguishes "none" from "not checked yet". */
function emptyText(
  words: ReturnType<typeof useLanguage>["words"],
  summary: Summary | undefined,
  checked: string,
): string {
  // Without the summary it is unknown whether anything was ever started.
  if (summary === undefined) return words.system.none(checked);
  const total = summary.counts.all.value ?? 0;
  return total === 0 ? words.hub.none(checked) : words.hub.noneHere(total, checked);
}
