import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import type { listRecords, writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { recordPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { ConnectionDialog, settingsOf } from "./connection-dialog.tsx";
import { fieldOf, type Stored, textOf } from "./fields.ts";

interface Place {
  readonly ws: string;
  readonly env: string;
}

/** The ways to the provider: how each stands, and setting up, testing and switching off one. */
export function Connections({ ws, env }: Place) {
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
            columnDefinitions={[
              {
                id: "name",
                header: words.record.name,
                isRowHeader: true,
                cell: (connection) => (
                  <div className="run-lines">
                    <AppLink href={recordPage(ws, env, "provider-connections", connection.id)}>
                      {textOf(connection, "displayName") ?? connection.id}
                    </AppLink>
                    <Box variant="small" color="text-body-secondary">
                      <span className="id">{connection.id}</span>
                      {fieldOf(connection, "isDefault") === true && ` · ${words.connections.isDefault}`}
                    </Box>
                  </div>
                ),
              },
              {
                id: "status",
                header: words.run.state,
                minWidth: 175,
                cell: (connection) => {
                  const checked = textOf(connection, "lastHealthCheckAt");
                  return (
                    <div className="run-lines">
                      <StateBadge state={connection.state} />
                      {checked !== undefined && (
                        <Box variant="small" color="text-body-secondary">
                          {words.connections.checked} <Time at={checked} />
                        </Box>
                      )}
                    </div>
                  );
                },
              },
              {
                id: "actions",
                header: words.members.actions,
                cell: (connection) => (
                  <SpaceBetween direction="horizontal" size="xs">
                    {can("tenant.providers.run_ops") && isEnabled(connection) && (
                      <TestButton ws={ws} env={env} connection={connection} />
                    )}
                    {mayManage && (
                      <RowButton
                        label={words.members.change}
                        connection={connection}
                        onClick={() => setEdited(connection)}
                      />
                    )}
                    {mayManage && (
                      <RowButton
                        label={isEnabled(connection) ? words.connections.disable : words.connections.enable}
                        connection={connection}
                        onClick={() => setSwitched(connection)}
                      />
                    )}
                  </SpaceBetween>
                ),
              },
            ]}
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

interface RowButtonProps {
  readonly label: string;
  readonly connection: Stored;
  onClick(): void;
}

function RowButton({ label, connection, onClick }: RowButtonProps) {
  return (
    <Button
      variant="inline-link"
      ariaLabel={`${label}: ${textOf(connection, "displayName") ?? connection.id}`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

/** Tests a connection by the operation that does so: what comes of it is a run like any other. */
function TestButton({ ws, env, connection }: Place & { readonly connection: Stored }) {
  const { words } = useLanguage();
  const toasts = useToasts();
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  const test = () =>
    start.mutate(
      {
        parameters: { ws },
        body: {
          type: "provider.connection.check",
          environmentId: env,
          input: { providerConnectionId: connection.id },
        },
      },
      {
        onSuccess: (answer) =>
          toasts.say({
            type: answer.result === "queued" ? "success" : "info",
            text: words.start.results[answer.result],
            href: answer.run === null ? undefined : runPage(ws, answer.run.id),
            link: answer.run?.label ?? "",
          }),
        onError: (error) => toasts.say({ type: "error", text: error.problem?.detail ?? words.errors.notDone }),
      },
    );
  return <RowButton label={words.connections.test} connection={connection} onClick={test} />;
}
