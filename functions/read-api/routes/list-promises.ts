import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { listPromises } from "../../../shared/contract/promise-routes.ts";
import type { promisePage } from "../../../shared/contract/promises.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { wordsOf } from "../../../shared/presenter/locale.ts";
import type { Promises } from "../../../shared/records/promises.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { promiseAnswerOf } from "../../representations/promise.ts";

interface Dependencies {
  readonly access: Access;
  readonly promises: Pick<Promises, "list">;
  readonly clock: Clock;
}

/** All promises of a workspace on one page: there are at most 20. */
export const listPromisesEndpoint = ({ access, promises, clock }: Dependencies) =>
  readEndpoint(listPromises, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listPromises.capability);
    const list = await promises.list(member.workspace.id);
    const now = clock.now();
    const current = list.exceptions.filter(({ until }) => Date.parse(until) > now.getTime());
    const body: z.input<typeof promisePage> = {
      items: list.promises.map((promise) => promiseAnswerOf(member, promise, current, locale)),
      appliedFilters: {},
      nextCursor: null,
      unread: list.isWhole ? null : wordsOf(locale).promises.unread,
      polling: { intervalSeconds: null },
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
