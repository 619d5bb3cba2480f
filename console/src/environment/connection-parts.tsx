import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { fieldOf, type Stored, textOf } from "./fields.ts";
import { useConnectionCheck } from "./use-connection-check.ts";

export interface Place {
  readonly ws: string;
  readonly env: string;
}

interface ConnectionProps {
  readonly connection: Stored;
}

/** Name and id of a connection. */
export function Named({ ws, env, connection }: Place & ConnectionProps) {
  const { words } = useLanguage();
  return (
    <div className="run-lines">
      <AppLink href={recordPage(ws, env, "provider-connections", connection.id)}>
        {textOf(connection, "displayName") ?? connection.id}
      </AppLink>
      <Box variant="small" color="text-body-secondary">
        <span className="id">{connection.id}</span>
        {fieldOf(connection, "isDefault") === true && ` · ${words.connections.isDefault}`}
      </Box>
    </div>
  );
}

/** State of a connection, and when it was checked. */
export function ConnectionState({ connection }: ConnectionProps) {
  const { words } = useLanguage();
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
}

interface RowButtonProps {
  readonly label: string;
  readonly connection: Stored;
  onClick(): void;
}

export function RowButton({ label, connection, onClick }: RowButtonProps) {
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

/** Starts a connection check as a regular run. */
export function TestButton({ ws, env, connection }: Place & { readonly connection: Stored }) {
  const { words } = useLanguage();
  const check = useConnectionCheck(ws, env);
  return <RowButton label={words.connections.test} connection={connection} onClick={() => check(connection.id)} />;
}
