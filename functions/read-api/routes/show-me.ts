import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { showMe } from "../../../shared/contract/caller-routes.ts";
import type { me } from "../../../shared/contract/people.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";

/** The caller with their workspaces and capabilities. */
export const showMeEndpoint = ({ access }: { readonly access: Access }) =>
  readEndpoint(showMe, async ({ caller }) => {
    const { members, platform } = await access.findStanding(caller.sub);
    const body: z.input<typeof me> = {
      id: caller.sub,
      name: caller.name,
      workspaces: members.map(({ workspace, capabilities, environments }) => ({
        ...workspace,
        capabilities: [...capabilities],
        environments: environments === "all" ? "all" : [...environments].sort(),
      })),
      platform: platform === undefined ? null : { capabilities: platform },
    };
    return { status: 200, body };
  });
