import type { writeProviderConnection } from "../../../shared/contract/workspace-routes.ts";
import type { BodyOf } from "../api/route-types.ts";
import { fieldOf, type Stored, textOf } from "./fields.ts";

type Settings = BodyOf<typeof writeProviderConnection>;

/** The settings that are texts, in the order of the form. */
export const texts = ["displayName", "provider", "baseUrl", "tokenUrl", "clientId", "secretName"] as const;

/** The editable settings of a stored connection. */
export function settingsOf(connection: Stored | undefined): Settings {
  const text = (name: (typeof texts)[number]) => textOf(connection, name) ?? "";
  return {
    displayName: text("displayName"),
    provider: text("provider"),
    baseUrl: text("baseUrl"),
    tokenUrl: text("tokenUrl"),
    clientId: text("clientId"),
    secretName: text("secretName"),
    isDefault: fieldOf(connection, "isDefault") === true,
    isEnabled: connection === undefined || fieldOf(connection, "isEnabled") === true,
  };
}
