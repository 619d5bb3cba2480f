import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { listRecords } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { ConnectionDialog } from "./connection-dialog.tsx";
import { ConnectionState, Named, type Place } from "./connection-parts.tsx";
import type { Stored } from "./fields.ts";

/** Provider connections: state, setup, test and disabling. */
export function Connections(place: Place) {
  const { ws, env } = place;
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isAdding, setAdding] = useState(false);
  const query = useRead<typeof listRecords>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}",
    { ws, env, kind: "provider-connections" },
    { query: { limit: "25" } },
  );
  const mayManage = can("tenant.providers.manage");
  const title = words.record.kinds["provider-connections"];
  const actions = (connection: Stored) => <ConnectionActions {...place} connection={connection} />;
  return (
    <Answered query={query} id={env}>
      {({ items, checkedAt }) => (
        <>
          <Table
            items={items}
            trackBy="id"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: title }}
            header={
              <Header
                variant="h2"
                actions={mayManage && <Button onClick={() => setAdding(true)}>{words.connections.add}</Button>}
              >
                {title}
              </Header>
            }
            empty={<Box textAlign="center">{words.record.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={[
              {
                id: "name",
                header: words.record.name,
                isRowHeader: true,
                cell: (connection) => (
                  <div className="run-lines">
                    <Named {...place} connection={connection} />
                    <ConnectionState connection={connection} />
                    {actions(connection)}
                  </div>
                ),
              },
            ]}
          />
          {isAdding && <ConnectionDialog ws={ws} env={env} connection={undefined} onClose={() => setAdding(false)} />}
        </>
      )}
    </Answered>
  );
}
