import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { listAlertDeliveries } from "../../../shared/contract/alert-routes.ts";
import type { deliveryPage } from "../../../shared/contract/alerts.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { workspacePlace } from "../../../shared/ledger/keys.ts";
import type { RunLists } from "../../../shared/ledger/run-lists.ts";
import { alertsDeliver } from "../../../shared/operations/alerts/alerts.deliver.ts";
import { attemptLabelOf } from "../../../shared/presenter/attempt-label.ts";
import type { AlertChannels } from "../../../shared/records/alert-channels.ts";
import { attemptsOf } from "../../../shared/run/attempts.ts";
import { correlationHashOf } from "../../../shared/run/identity.ts";
import { channelOr404 } from "../../middleware/channel-or-404.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, needAllEnvironments, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { Cursors } from "../cursor.ts";
import { findPage, stepRunsMax } from "../find-page.ts";
import type { PresentRuns } from "../present-runs.ts";
import type { RunReader } from "../run-reader.ts";
import { historySource } from "../run-sources.ts";

interface Dependencies {
  readonly access: Access;
  readonly channels: Pick<AlertChannels, "find">;
  readonly lists: RunLists;
  readonly reader: Pick<RunReader, "judgeIds">;
  readonly presentRuns: PresentRuns;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

const { type, correlationKeys } = alertsDeliver;
/** An evaluation may start the next delivery. */
const evaluationSeconds = 60;

/** The deliveries to a channel with their attempts, newest first. They are runs of the workspace itself. */
export const listAlertDeliveriesEndpoint = (parts: Dependencies) =>
  readEndpoint(listAlertDeliveries, async ({ caller, locale, query, param }) => {
    const { access, channels, lists, reader, presentRuns, cursors, clock } = parts;
    const workspaceId = param("ws");
    const channelId = param("channel");
    const { limit, cursor } = query;
    const filter = { channel: channelId };
    const use = { caller: caller.sub, route: listAlertDeliveries.name, workspaceId, filter };
    const before = await cursors.open(use, cursor);
    const member = await workspaceOr404(access, caller, workspaceId);
    need(member, listAlertDeliveries.capability);
    needAllEnvironments(member);
    await channelOr404(channels, workspaceId, channelId);

    const correlationHash = correlationHashOf(correlationKeys, { alertDeliveryId: channelId });
    const ofWorkspace = [{ workspaceId, environmentId: workspacePlace }];
    const page = await findPage({
      source: historySource(lists, ofWorkspace, { floor: "" }, { type, correlationHash }),
      rowsOf: (ids) => reader.judgeIds(ids),
      positionOf: ({ run }) => run.id,
      before,
      limit,
      stepRuns: stepRunsMax,
    });
    const present = await presentRuns(member, page.rows, locale);
    const body: z.input<typeof deliveryPage> = {
      items: page.rows.map((one) => {
        const answer = present(one);
        return {
          isTest: one.run.input?.isTest === true,
          run: answer,
          attempts: attemptsOf(one.run).map((attempt) => ({
            ...attempt,
            label: attemptLabelOf(attempt, answer, locale),
          })),
        };
      }),
      appliedFilters: filter,
      nextCursor: await cursors.seal(use, page.nextBefore),
      polling: { intervalSeconds: derivePolling(page.rows.map(({ run }) => run)).intervalSeconds ?? evaluationSeconds },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
