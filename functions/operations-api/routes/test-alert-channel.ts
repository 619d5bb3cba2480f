import type { Access } from "../../../shared/access/access-store.ts";
import { testAlertChannel } from "../../../shared/contract/alert-routes.ts";
import type { createStarter } from "../../../shared/dispatch/start-run.ts";
import { deliveryOf } from "../../../shared/operations/alerts/alerts.deliver.start.ts";
import { alertsDeliver } from "../../../shared/operations/alerts/alerts.deliver.ts";
import type { AlertChannels } from "../../../shared/records/alert-channels.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../../shared/run/lifecycle.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { channelOr404 } from "../../middleware/channel-or-404.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { need, needAllEnvironments, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { RunRepresentations } from "../../representations/run.ts";
import { callerKey } from "../caller-key.ts";
import { responseTo } from "../start-work.ts";

interface Dependencies {
  readonly access: Access;
  readonly channels: Pick<AlertChannels, "find">;
  readonly start: ReturnType<typeof createStarter>;
  readonly overrides: LifecycleOverrides;
  readonly answers: RunRepresentations;
  readonly auditEntries: AuditEntries;
}

/**
 * Starts a delivery that begins with a test message, on behalf of the caller. It counts like any other delivery: a
 * channel that accepts it delivers again, and gets what it is owed.
 */
export const testAlertChannelEndpoint = ({ access, channels, start, overrides, answers, auditEntries }: Dependencies) =>
  actionEndpoint(testAlertChannel, async ({ caller, locale, param, idempotencyKey }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, testAlertChannel.capability);
    needAllEnvironments(member);
    const { id: workspaceId } = member.workspace;
    const channelId = param("channel");
    const channel = await channelOr404(channels, workspaceId, channelId);
    if (channel.kind === "unknown")
      throw new ProblemError("action_not_available", {
        detail: "A newer version made this channel. Test it once that version is deployed again.",
      });
    const answer = await start({
      operation: alertsDeliver,
      lifecycle: lifecycleOf(alertsDeliver, overrides),
      scope: { workspaceId, environmentId: null },
      initiator: initiatorOf(caller),
      prepared: deliveryOf({ channelId, isTest: true }),
      ...(idempotencyKey !== undefined && { idempotency: callerKey(idempotencyKey, { channelId }) }),
    });
    return responseTo(answer, workspaceId, async (run) => {
      await auditEntries.tested(run);
      return answers.present(member, run, locale);
    });
  });
