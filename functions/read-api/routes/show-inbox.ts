import type * as z from "zod";
import type { inbox } from "../../../shared/contract/overview.ts";
import { showInbox } from "../../../shared/contract/workspace-routes.ts";
import { attentionCauseOf } from "../../../shared/derived/attention.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import { calmOf, causeWordsOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { attentionOf } from "../attention.ts";
import { countOpen } from "../counts.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** More items than these stand behind the number; the list of the hub has them all. */
const itemsMax = 100;

/** What a person has to decide: each run once, under its cause, the most urgent first. */
export const showInboxEndpoint = ({ access, reader, tellRuns, clock }: SurfaceParts) =>
  readEndpoint(showInbox, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, showInbox.capability);

    const look = await reader.look(member, { open: ["A", "P"] });
    const items = attentionOf(look).slice(0, itemsMax);
    const byCause = Map.groupBy(items, ({ run, truth }) => attentionCauseOf(run, truth));
    const tell = await tellRuns(member, items, locale, look);
    const body: z.input<typeof inbox> = {
      section: "stale_operations",
      groups: [...byCause].flatMap(([cause, these]) =>
        cause === undefined ? [] : [{ cause, ...causeWordsOf(cause, locale), lane: "blocked", items: these.map(tell) }],
      ),
      total: countOpen(look, { tab: "needs_attention" }),
      calm: items.length > 0 ? null : calmOf(look.open.length, locale),
      polling: derivePolling(look.open.map(({ run }) => run)),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
