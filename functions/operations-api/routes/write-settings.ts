import { writeSettings } from "../../../shared/contract/caller-routes.ts";
import type { PersonSettingsStore } from "../../../shared/records/person-settings.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";

/** Stores how the caller wants the console. It concerns no one else, so it is not audited. */
export const writeSettingsEndpoint = ({ settings }: { readonly settings: Pick<PersonSettingsStore, "write"> }) =>
  writeEndpoint(writeSettings, async ({ caller, body }) => {
    await settings.write(caller.sub, body);
    return { status: 200, body };
  });
