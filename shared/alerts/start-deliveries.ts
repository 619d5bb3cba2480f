import type { createStarter } from "../dispatch/start-run.ts";
import { deliveryOf } from "../operations/alerts/alerts.deliver.start.ts";
import { alertsDeliver } from "../operations/alerts/alerts.deliver.ts";
import type { AnyOperation } from "../operations/registry.ts";
import type { ListedChannel } from "../records/alert-channels.ts";
import type { Alert } from "../run/alert.ts";
import { type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import { owedMessage } from "../run/owed-messages.ts";
import { systemInitiator } from "../run/run.ts";

interface Dependencies {
  readonly start: ReturnType<typeof createStarter>;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
}

/** Whether the channel may be tried: its waiting time is over, or a person changed it since. */
export function mayTry({ channel, health }: ListedChannel, now: Date): boolean {
  if (channel.kind === "unknown") return false;
  if (health?.nextTryAt === undefined || channel.rev !== health.rev) return true;
  return Date.parse(health.nextTryAt) <= now.getTime();
}

/**
 * Starts a delivery for each channel that is owed a message. The line of a delivery is its channel, so there is one sender
 * for each channel, and its messages are in order.
 */
export function createStartDeliveries({ start, findOperation, overrides }: Dependencies) {
  return async function startDeliveries(
    workspaceId: string,
    channels: readonly ListedChannel[],
    alerts: readonly Alert[],
    now: Date,
  ): Promise<number> {
    const operation = findOperation(alertsDeliver.type);
    if (operation === undefined) return 0;
    const owed = channels.filter(
      (one) => mayTry(one, now) && alerts.some((alert) => owedMessage(alert, one.channel.id, now) !== undefined),
    );
    let started = 0;
    for (const { channel } of owed) {
      const answer = await start({
        operation,
        lifecycle: lifecycleOf(operation, overrides),
        scope: { workspaceId, environmentId: null },
        initiator: systemInitiator,
        prepared: deliveryOf({ channelId: channel.id }),
      });
      if (answer.result === "queued") started += 1;
    }
    return started;
  };
}
