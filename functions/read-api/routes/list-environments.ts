import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived } from "../../../shared/access/member.ts";
import type { environmentPage } from "../../../shared/contract/people.ts";
import { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { environmentAnswerOf } from "../../representations/environment.ts";

interface Dependencies {
  readonly access: Access;
  readonly clock: Clock;
}

/** The environments of a workspace that the caller sees, on one page: a workspace has few. */
export const listEnvironmentsEndpoint = ({ access, clock }: Dependencies) =>
  readEndpoint(listEnvironments, async ({ caller, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listEnvironments.capability);
    const places = await access.listEnvironments(member);
    const body: z.input<typeof environmentPage> = {
      items: places.map((place) => environmentAnswerOf(place, isArchived(member, place.id))),
      appliedFilters: { archivedEnvironments: "included" },
      nextCursor: null,
      polling: { intervalSeconds: null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
