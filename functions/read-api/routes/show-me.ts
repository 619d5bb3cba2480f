import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { showMe } from "../../../shared/contract/caller-routes.ts";
import type { me } from "../../../shared/contract/people.ts";
import type { PersonSettingsStore } from "../../../shared/records/person-settings.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";

interface Dependencies {
  readonly access: Pick<Access, "findStanding">;
  readonly settings: Pick<PersonSettingsStore, "find">;
}

/** The caller with their workspaces, capabilities and settings. */
export const showMeEndpoint = ({ access, settings: stored }: Dependencies) =>
  readEndpoint(showMe, async ({ caller }) => {
    const [{ members, platform }, settings] = await Promise.all([
      access.findStanding(caller.sub),
      stored.find(caller.sub),
    ]);
    const body: z.input<typeof me> = {
      id: caller.sub,
      name: caller.name,
      workspaces: members.map(({ workspace, capabilities, environments }) => ({
        ...workspace,
        capabilities: [...capabilities],
        environments: environments === "all" ? "all" : [...environments].sort(),
      })),
      platform: platform === undefined ? null : { capabilities: platform },
      settings,
    };
    return { status: 200, body };
  });
