import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { People } from "../../../shared/access/people-store.ts";
import type { memberPage } from "../../../shared/contract/people.ts";
import { listMembers } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { roleLabelOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";

interface Dependencies {
  readonly access: Access;
  readonly people: Pick<People, "listMembers">;
  readonly clock: Clock;
}

/** All current and former members, on one page: a workspace has few. */
export const listMembersEndpoint = ({ access, people, clock }: Dependencies) =>
  readEndpoint(listMembers, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listMembers.capability);
    const members = await people.listMembers(member.workspace.id);
    const body: z.input<typeof memberPage> = {
      items: members.map(({ id, role, environments, kind, ownerId, removedAt }) => ({
        id,
        role,
        roleLabel: roleLabelOf(role, locale),
        environments: environments === "all" ? "all" : [...environments],
        kind,
        ownerId: ownerId ?? null,
        removedAt: removedAt ?? null,
      })),
      appliedFilters: { formerMembers: "included" },
      nextCursor: null,
      polling: { intervalSeconds: null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
