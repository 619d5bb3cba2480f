import type { Progress, Work } from "./define-operation.ts";

/** Numbers the attempts that write records of one kind; a later attempt has a greater number. */
export interface Tickets {
  take(
    scope: Work<unknown>["scope"],
    kind: string,
    attempt: { readonly runId: string; readonly attempt: number },
  ): Promise<number>;
}

/**
 * The attempt's ticket for records that several runs write. Throws `FencedError` unless this attempt still owns its run
 * after taking the ticket: a superseded attempt may get the newest ticket, and must not write with it.
 */
export async function takeAttemptTicket(
  work: Work<unknown>,
  kind: string,
  tickets: Tickets,
  progress: Progress,
): Promise<number> {
  const { id: runId, attempt } = work.run;
  const n = await tickets.take(work.scope, kind, { runId, attempt });
  await work.confirm(progress);
  return n;
}
