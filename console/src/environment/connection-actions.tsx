import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { WhoCan } from "../people/who-can.tsx";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { ConnectionDialog } from "./connection-dialog.tsx";
import { type Place, RowButton, TestButton } from "./connection-parts.tsx";
import { settingsOf } from "./connection-settings.ts";
import { fieldOf, type Stored, textOf } from "./fields.ts";

interface ConnectionActionsProps extends Place {
  readonly connection: Stored;
  /** Whether to say who can, where the reader cannot. */
  readonly saysWho?: boolean;
}

/** Every action on a connection that the reader may take: check, change, disable and enable. */
export function ConnectionActions({ connection, saysWho = false, ...place }: ConnectionActionsProps) {
  const { ws, env } = place;
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isEditing, setEditing] = useState(false);
  const [isSwitching, setSwitching] = useState(false);
  const write = useWrite<typeof writeProviderConnection>(
    "PUT",
    "/api/workspaces/{ws}/environments/{env}/records/provider-connections/{id}",
  );
  const mayManage = can("tenant.providers.manage");
  const isEnabled = fieldOf(connection, "isEnabled") === true;
  const switchLabel = isEnabled ? words.connections.disable : words.connections.enable;
  const close = () => {
    setSwitching(false);
    write.reset();
  };
  return (
    <>
      <SpaceBetween direction="horizontal" size="s">
        {can("tenant.providers.run_ops") && isEnabled && <TestButton {...place} connection={connection} />}
        {mayManage && (
          <RowButton label={words.members.change} connection={connection} onClick={() => setEditing(true)} />
        )}
        {mayManage && <RowButton label={switchLabel} connection={connection} onClick={() => setSwitching(true)} />}
      </SpaceBetween>
      {saysWho && !mayManage && (
        <WhoCan {...place} capability="tenant.providers.manage" what={words.connections.changing} />
      )}
      {isEditing && <ConnectionDialog ws={ws} env={env} connection={connection} onClose={() => setEditing(false)} />}
      {isSwitching && (
        <ConfirmDialog
          about={textOf(connection, "displayName") ?? connection.id}
          action={{
            label: switchLabel,
            consequence: isEnabled ? words.connections.disableMeans : words.connections.enableMeans,
            requiresNote: false,
          }}
          isPending={write.isPending}
          error={write.error}
          onClose={close}
          onConfirm={() =>
            write.mutate(
              {
                parameters: { ws, env, id: connection.id },
                body: { ...settingsOf(connection), isEnabled: !isEnabled },
              },
              { onSuccess: close },
            )
          }
        />
      )}
    </>
  );
}
