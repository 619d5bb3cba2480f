import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { RecordKind } from "../../../shared/contract/records.ts";
import type { listRecords } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { recordListPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { useRecordColumns } from "./record-columns.tsx";

interface RecordsProps {
  readonly ws: string;
  readonly env: string;
  readonly kind: Exclude<RecordKind, "provider-connections">;
  readonly action?: ReactNode;
}

/** The newest records of one kind, each linked to its page. */
export function Records({ ws, env, kind, action }: RecordsProps) {
  const { words, formats } = useLanguage();
  const columns = useRecordColumns({ ws, env, kind });
  const query = useRead<typeof listRecords>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}",
    { ws, env, kind },
    { query: { limit: "5" } },
  );
  const title = words.record.kinds[kind];
  return (
    <Answered query={query} id={env}>
      {({ items, checkedAt }) => (
        <Table
          items={items}
          trackBy="id"
          wrapLines
          contentDensity="compact"
          ariaLabels={{ tableLabel: title }}
          header={
            <Header
              variant="h2"
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <AppLinkButton href={recordListPage(ws, env, kind)} ariaLabel={`${words.overview.all}: ${title}`}>
                    {words.overview.all}
                  </AppLinkButton>
                  {action}
                </SpaceBetween>
              }
            >
              {title}
            </Header>
          }
          empty={<Box textAlign="center">{words.record.none(formats.clock(checkedAt))}</Box>}
          columnDefinitions={columns}
        />
      )}
    </Answered>
  );
}
