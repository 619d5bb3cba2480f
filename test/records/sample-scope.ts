import type { ConnectionSettings } from "../../shared/records/provider-connections.ts";

export const scope = { workspaceId: "acme", environmentId: "acme-prod" };
export const otherScope = { workspaceId: "acme", environmentId: "acme-lab" };

export function settings(fields: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    provider: "microsoft_graph",
    displayName: "Device management",
    baseUrl: "https://graph.test/beta",
    tokenUrl: "https://login.test/token",
    clientId: "client",
    secretName: "runtruth/test/acme/acme-prod/provider",
    isDefault: false,
    isEnabled: true,
    ...fields,
  };
}
