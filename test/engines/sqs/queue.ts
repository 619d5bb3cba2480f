import type { Clock } from "../../../shared/foundation/clock.ts";

/** Settings of a queue, in seconds. */
export interface QueueSettings {
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
}

export interface SentMessage {
  readonly messageId: string;
  readonly body: string;
  /** The time of the first send; a redrive does not reset the retention period. */
  readonly sentAt: number;
  readonly receives: number;
  readonly visibleAt: number;
}

interface Kept extends SentMessage {
  /** Identifies this copy of the message. */
  readonly copy: number;
  readonly firstReceivedAt?: number;
}

interface Options {
  readonly clock: Clock;
  readonly settings: QueueSettings;
  readonly redrive: { readonly receives: number; readonly move: (message: SentMessage) => void } | undefined;
  readonly choose: (ready: number) => number;
}

/** One standard queue. */
export function createQueue({ clock, settings, redrive, choose }: Options) {
  let kept: Kept[] = [];
  let copies = 0;

  /** Deletes messages past their retention period and redrives those at the maximum receive count, as SQS does. */
  function settle(now: number): void {
    kept = kept.filter((message) => now - message.sentAt < settings.retentionSeconds * 1000);
    if (redrive === undefined) return;
    const spent = kept.filter((one) => one.receives >= redrive.receives && one.visibleAt <= now);
    if (spent.length === 0) return;
    kept = kept.filter((message) => !spent.includes(message));
    for (const { messageId, body, sentAt } of spent) {
      redrive.move({ messageId, body, sentAt, receives: 0, visibleAt: now });
    }
  }

  function replace(copy: number, change: (message: Kept) => Kept): void {
    kept = kept.map((message) => (message.copy === copy ? change(message) : message));
  }

  return {
    put(message: SentMessage): void {
      copies += 1;
      kept.push({ ...message, copy: copies });
    },

    /** Receives and hides up to `max` messages; each receipt is valid for this receive only. */
    receive(max: number, visibilitySeconds: number | undefined): Record<string, unknown>[] {
      const now = clock.now().getTime();
      settle(now);
      const hiddenUntil = now + (visibilitySeconds ?? settings.visibilitySeconds) * 1000;
      const received: Record<string, unknown>[] = [];
      while (received.length < max) {
        const ready = kept.filter((message) => message.visibleAt <= now && !received.some(isOf(message)));
        const chosen = ready[choose(ready.length)] ?? ready[0];
        if (chosen === undefined) break;
        const firstReceivedAt = chosen.firstReceivedAt ?? now;
        const receives = chosen.receives + 1;
        replace(chosen.copy, (message) => ({ ...message, receives, firstReceivedAt, visibleAt: hiddenUntil }));
        received.push({
          MessageId: chosen.messageId,
          ReceiptHandle: `${chosen.copy}/${receives}`,
          Body: chosen.body,
          Attributes: {
            ApproximateReceiveCount: String(receives),
            SentTimestamp: String(chosen.sentAt),
            ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
          },
        });
      }
      return received;
    },

    /** Deletes a message. As in SQS, an outdated receipt deletes nothing and is not an error. */
    remove(receipt: string): void {
      kept = kept.filter((message) => `${message.copy}/${message.receives}` !== receipt);
    },

    /** Changes the visibility timeout; false when the message is not in flight. */
    changeVisibility(receipt: string, seconds: number): boolean {
      const now = clock.now().getTime();
      const message = kept.find((one) => `${one.copy}/${one.receives}` === receipt && one.visibleAt > now);
      if (message === undefined) return false;
      replace(message.copy, (one) => ({ ...one, visibleAt: now + seconds * 1000 }));
      return true;
    },

    attributes(): Record<string, string> {
      const now = clock.now().getTime();
      settle(now);
      const visible = kept.filter((message) => message.visibleAt <= now).length;
      const delayed = kept.filter((message) => message.visibleAt > now && message.receives === 0).length;
      return {
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(kept.length - visible - delayed),
        ApproximateNumberOfMessagesDelayed: String(delayed),
      };
    },

    nextVisibleAt(): number | undefined {
      return kept.length === 0 ? undefined : Math.min(...kept.map((message) => message.visibleAt));
    },

    messages: (): readonly SentMessage[] => kept,
  };
}
export type Queue = ReturnType<typeof createQueue>;

/** With a visibility timeout of zero, one receive must not return the same message twice. */
const isOf = (message: Kept) => (received: Record<string, unknown>) =>
  String(received.ReceiptHandle).startsWith(`${message.copy}/`);
