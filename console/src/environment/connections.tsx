import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { listRecords, writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { ConnectionDialog, settingsOf } from "./connection-dialog.tsx";
import { ConnectionState, Named, type Place, RowButton, TestButton } from "./connection-parts.tsx";
import { fieldOf, type Stored, textOf } from "./fields.ts";

/** Provider connections: state, setup, test and disabling. */
export function Connections(place: Place) {
  const { ws, env } = place;
  const isNarrow = useNarrow();
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const [edited, setEdited] = useState<Stored | "new">();
  const [switched, setSwitched] = useState<Stored>();
  const query = useRead<typeof listRecords>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}",
    { ws, env, kind: "provider-connections" },
    { query: { limit: "25" } },
  );
  const write = useWrite<typeof writeProviderConnection>(
    "PUT",
    "/api/workspaces/{ws}/environments/{env}/records/provider-connections/{id}",
  );
  const mayManage = can("tenant.providers.manage");
  const title = words.record.kinds["provider-connections"];
  const isEnabled = (connection: Stored) => fieldOf(connection, "isEnabled") === true;
  const actions = (connection: Stored) => (
    <SpaceBetween direction="horizontal" size="s">
      {can("tenant.providers.run_ops") && isEnabled(connection) && <TestButton {...place} connection={connection} />}
      {mayManage && (
        <RowButton label={words.members.change} connection={connection} onClick={() => setEdited(connection)} />
      )}
      {mayManage && (
        <RowButton
          label={isEnabled(connection) ? words.connections.disable : words.connections.enable}
          connection={connection}
          onClick={() => setSwitched(connection)}
        />
      )}
    </SpaceBetween>
  );
  const close = () => {
    setSwitched(undefined);
    write.reset();
  };
  return (
    <Answered query={query} id={env}>
      {({ items, checkedAt }) => (
        <>
          <Table
            items={items}
            trackBy="id"
            wrapLines
            ariaLabels={{ tableLabel: title }}
            header={
              <Header
                variant="h2"
                actions={mayManage && <Button onClick={() => setEdited("new")}>{words.connections.add}</Button>}
              >
                {title}
              </Header>
            }
            empty={<Box textAlign="center">{words.record.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={
              isNarrow
                ? [
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
                  ]
                : [
                    {
                      id: "name",
                      header: words.record.name,
                      isRowHeader: true,
                      width: "45%",
                      cell: (connection) => <Named {...place} connection={connection} />,
                    },
                    {
                      id: "status",
                      header: words.run.state,
                      width: "30%",
                      cell: (connection) => <ConnectionState connection={connection} />,
                    },
                    { id: "actions", header: words.members.actions, cell: actions },
                  ]
            }
          />
          {edited !== undefined && (
            <ConnectionDialog
              ws={ws}
              env={env}
              connection={edited === "new" ? undefined : edited}
              onClose={() => setEdited(undefined)}
            />
          )}
          {switched !== undefined && (
            <ConfirmDialog
              about={textOf(switched, "displayName") ?? switched.id}
              action={{
                label: isEnabled(switched) ? words.connections.disable : words.connections.enable,
                consequence: isEnabled(switched) ? words.connections.disableMeans : words.connections.enableMeans,
                requiresNote: false,
              }}
              isPending={write.isPending}
              error={write.error}
              onClose={close}
              onConfirm={() =>
                write.mutate(
                  {
                    parameters: { ws, env, id: switched.id },
                    body: { ...settingsOf(switched), isEnabled: !isEnabled(switched) },
                  },
                  { onSuccess: close },
                )
              }
            />
          )}
        </>
      )}
    </Answered>
  );
}
