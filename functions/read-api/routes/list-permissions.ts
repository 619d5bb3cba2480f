import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { capabilities, hasCapability } from "../../../shared/access/capabilities.ts";
import { roleIn } from "../../../shared/access/member.ts";
import type { People } from "../../../shared/access/people-store.ts";
import { roles } from "../../../shared/access/roles.ts";
import type { permissions } from "../../../shared/contract/people.ts";
import { listMembers, listPermissions } from "../../../shared/contract/workspace-routes.ts";
import { roleLabelOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";

interface Dependencies {
  readonly access: Access;
  readonly people: Pick<People, "listMembers">;
}

/** Who has which capability in an environment. Members are named to readers who may see members only. */
export const listPermissionsEndpoint = ({ access, people }: Dependencies) =>
  readEndpoint(listPermissions, async ({ caller, locale, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, listPermissions.capability);
    const { id: environmentId } = member.environment;
    const current = member.can(listMembers.capability) ? await people.listMembers(member.workspace.id) : undefined;
    const here = current?.filter(
      ({ environments, removedAt }) =>
        removedAt === undefined && (environments === "all" || environments.includes(environmentId)),
    );
    const body: z.input<typeof permissions> = {
      items: capabilities.map((capability) => ({
        capability,
        roles: roles
          .filter((role) => hasCapability(role, capability))
          .map((role) => ({ role, label: roleLabelOf(role, locale) })),
        members: here?.filter((one) => hasCapability(roleIn(one), capability)).map(({ id }) => id) ?? null,
      })),
    };
    return { status: 200, body };
  });
