import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";
import { settingsOf, texts } from "./connection-settings.ts";
import type { Stored } from "./fields.ts";

interface ConnectionDialogProps {
  readonly ws: string;
  readonly env: string;
  /** Undefined for a new connection. */
  readonly connection: Stored | undefined;
  onClose(): void;
}

/** Creates or edits a connection. The secret is referenced by name and never sent. */
export function ConnectionDialog({ ws, env, connection, onClose }: ConnectionDialogProps) {
  const { words } = useLanguage();
  const [id, setId] = useState(connection?.id ?? "");
  const [settings, setSettings] = useState(() => settingsOf(connection));
  const write = useWrite<typeof writeProviderConnection>(
    "PUT",
    "/api/workspaces/{ws}/environments/{env}/records/provider-connections/{id}",
  );
  const isWhole = id.trim() !== "" && texts.every((name) => settings[name].trim() !== "");
  const save = () => write.mutate({ parameters: { ws, env, id: id.trim() }, body: settings }, { onSuccess: onClose });
  return (
    <Dialog
      isOpen
      title={connection === undefined ? words.connections.add : words.members.change}
      onClose={onClose}
      confirm={
        <Button variant="primary" disabled={!isWhole} loading={write.isPending} onClick={save}>
          {words.save}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <FormField label={words.connections.fields.id}>
          <Input
            value={id}
            disabled={connection !== undefined}
            onChange={({ detail }) => setId(detail.value)}
            ariaRequired
          />
        </FormField>
        {texts.map((name) => (
          <FormField
            key={name}
            label={words.connections.fields[name]}
            description={name === "secretName" ? words.connections.secretHelp : undefined}
          >
            <Input
              value={settings[name]}
              onChange={({ detail }) => setSettings({ ...settings, [name]: detail.value })}
              ariaRequired
            />
          </FormField>
        ))}
        <Checkbox
          checked={settings.isDefault}
          onChange={({ detail }) => setSettings({ ...settings, isDefault: detail.checked })}
        >
          {words.connections.isDefault}
        </Checkbox>
        <Checkbox
          checked={settings.isEnabled}
          onChange={({ detail }) => setSettings({ ...settings, isEnabled: detail.checked })}
        >
          {words.connections.isEnabled}
        </Checkbox>
        <ApiErrorAlert error={write.error} />
      </SpaceBetween>
    </Dialog>
  );
}
