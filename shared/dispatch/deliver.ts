import type { Clock } from "../foundation/clock.ts";
import type { RunService } from "../ledger/run-service.ts";
import { type Lane, queueOf } from "../run/lanes.ts";
import type { Run } from "../run/run.ts";
import { resendAfterSeconds, triesMax } from "../run/sweep-due.ts";
import { correlationVersion } from "./envelope.ts";
import type { Send } from "./send.ts";

interface Dependencies {
  readonly runService: RunService;
  readonly send: Send;
  readonly clock: Clock;
}

/** Result of sending a run; `run` is the stored run afterwards. */
export type Delivered = {
  readonly kind: "delivered" | "refused" | "unknown" | "not_needed";
  readonly run: Run;
};

/** Delivers runs to their queues: sends first, then records the queue's response. */
export function createDelivery({ runService, send, clock }: Dependencies) {
  async function deliver(run: Run, lane: Lane): Promise<Delivered> {
    const sent = await send(run, lane);
    if (sent.kind !== "sent") return { kind: sent.kind, run };
    const write = await runService.recordDispatch(run.id, {
      version: correlationVersion,
      queue: queueOf(lane),
      ...(sent.queueJobId !== undefined && { jobId: sent.queueJobId }),
    });
    return { kind: "delivered", run: (write.outcome === "written" ? write.run : write.stored) ?? run };
  }

  async function deliverAgain(run: Run, lane: Lane): Promise<Delivered> {
    const reserved = await runService.reserveResend(run);
    if (reserved.outcome === "refused") return { kind: "not_needed", run: reserved.stored ?? run };
    return deliver(reserved.run, lane);
  }

  return {
    deliver,

    /** Sends a run again if it is still undelivered (or handed over and not claimed) and no other sender was first. */
    deliverAgain,

    /** The creator of a run may have crashed before sending it; the next request for the same run sends it. */
    async deliverForgotten(run: Run, lane: Lane): Promise<Run> {
      const isUndelivered = run.status === "queued" && run.context.dispatch === undefined;
      const lastTry = Date.parse(run.triedAt ?? run.createdAt);
      const isTooSoon = clock.now().getTime() - lastTry < resendAfterSeconds * 1000;
      return !isUndelivered || run.tries >= triesMax || isTooSoon ? run : (await deliverAgain(run, lane)).run;
    },
  };
}
export type Delivery = ReturnType<typeof createDelivery>;
