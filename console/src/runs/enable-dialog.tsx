import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { showRecord, writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import type { ApiError } from "../api/client.ts";
import { useClient } from "../api/use-api.ts";
import { settingsOf } from "../environment/connection-settings.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";

interface EnableDialogProps {
  readonly ws: string;
  readonly env: string;
  /** The connection to enable. */
  readonly id: string;
  readonly action: { readonly label: string; readonly consequence: string };
  onClose(): void;
  onEnabled(): void;
}

const path: (typeof writeProviderConnection)["path"] =
  "/api/workspaces/{ws}/environments/{env}/records/provider-connections/{id}";
const recordPath: (typeof showRecord)["path"] = "/api/workspaces/{ws}/environments/{env}/records/{kind}/{id}";

/** Enables a connection with the settings that it has now. */
export function EnableDialog({ ws, env, id, action, onClose, onEnabled }: EnableDialogProps) {
  const client = useClient();
  const queries = useQueryClient();
  const enable = useMutation<unknown, ApiError>({
    async mutationFn() {
      const kind = "provider-connections";
      const stored = await client.read<typeof showRecord>(recordPath, { ws, env, kind, id });
      const body = { ...settingsOf(stored), isEnabled: true };
      return client.write<typeof writeProviderConnection>("PUT", path, { parameters: { ws, env, id }, body });
    },
    onSuccess: onEnabled,
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <ConfirmDialog
      action={{ ...action, requiresNote: false }}
      isPending={enable.isPending}
      error={enable.error}
      onClose={onClose}
      onConfirm={() => enable.mutate()}
    />
  );
}
