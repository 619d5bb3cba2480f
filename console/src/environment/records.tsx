import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { RecordKind } from "../../../shared/contract/records.ts";
import type { listRecords } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import type { Stored } from "./fields.ts";
import { createdAtOf, recordNameOf } from "./record-name.ts";

interface RecordsProps {
  readonly ws: string;
  readonly env: string;
  readonly kind: Exclude<RecordKind, "provider-connections">;
  readonly action?: ReactNode;
}

/** The newest records of one kind, each linked to its page. */
export function Records({ ws, env, kind, action }: RecordsProps) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
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
          ariaLabels={{ tableLabel: title }}
          header={
            <Header variant="h2" actions={action}>
              {title}
            </Header>
          }
          empty={<Box textAlign="center">{words.record.none(formats.clock(checkedAt))}</Box>}
          columnDefinitions={[
            {
              id: "name",
              header: words.record.name,
              isRowHeader: true,
              width: isNarrow ? undefined : "45%",
              cell: (record) => (
                <div className="run-lines">
                  <AppLink href={recordPage(ws, env, kind, record.id)}>
                    {recordNameOf(record, kind, words, formats)}
                  </AppLink>
                  <Box variant="small" color="text-body-secondary">
                    <span className="id">{record.id}</span>
                  </Box>
                </div>
              ),
            },
            {
              id: "status",
              header: words.run.state,
              // Words never wrap; on a phone the date is shortened instead.
              minWidth: 130,
              width: isNarrow ? undefined : "30%",
              cell: (record) => <StateBadge state={record.state} />,
            },
            ...(isNarrow
              ? []
              : [
                  {
                    id: "created",
                    header: words.run.created,
                    cell: (record: Stored) => {
                      const at = createdAtOf(record);
                      return at === undefined ? "–" : <Time at={at} />;
                    },
                  },
                ]),
          ]}
        />
      )}
    </Answered>
  );
}
