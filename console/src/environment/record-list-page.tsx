import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useParams, useSearchParams } from "react-router";
import type { listRecords } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Forbidden, NotFound } from "../parts/dead-ends.tsx";
import { Page } from "../parts/page.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { ScheduleDialog } from "../plan/schedule-dialog.tsx";
import { environmentPage } from "../runs/addresses.ts";
import { usePlaceNames } from "../runs/place-name.tsx";
import { useLanguage } from "../words/language.tsx";
import { useRecordColumns } from "./record-columns.tsx";
import { isRecordKind } from "./record-kind.ts";

const pageSize = "50";

/** All records of one kind in an environment, with search by name or id. The address holds search and page. */
export function RecordListPage() {
  const { words, formats } = useLanguage();
  const { ws = "", env = "", kind: named = "" } = useParams();
  const [address, setAddress] = useSearchParams();
  const search = address.get("search") ?? "";
  const cursor = address.get("cursor") ?? undefined;
  const nameOf = usePlaceNames(ws);
  const kind = isRecordKind(named, words.record.kinds) ? named : undefined;
  const columns = useRecordColumns({ ws, env, kind: kind ?? "policies" });
  const query = useRead<typeof listRecords>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}",
    { ws, env, kind: named },
    { query: { limit: pageSize, cursor, search: search === "" ? undefined : search }, isWanted: kind !== undefined },
  );
  if (kind === undefined || query.error?.status === 404) return <NotFound id={named} />;
  if (query.error?.status === 403) return <Forbidden />;
  const title = words.record.kinds[kind];
  return (
    <Page
      title={title}
      description={<AppLink href={environmentPage(ws, env)}>{nameOf(env)}</AppLink>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {kind === "backup-schedules" && <ScheduleDialog ws={ws} env={env} />}
          <SearchBox
            label={words.start.findRecord}
            text={search}
            onFind={(found) => setAddress(found === "" ? {} : { search: found })}
          />
        </SpaceBetween>
      }
    >
      <Answered query={query} id={named}>
        {({ items, nextCursor, isNewestFirst, checkedAt }) => (
          <Table
            items={items}
            trackBy="id"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: title }}
            empty={<Box textAlign="center">{words.record.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={columns}
            footer={
              hasParts({ nextCursor, cursor }) && (
                <Pager nextCursor={nextCursor} cursor={cursor} isByName={!isNewestFirst} />
              )
            }
          />
        )}
      </Answered>
    </Page>
  );
}
