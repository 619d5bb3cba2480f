import * as z from "zod";
import { alertCauses, alertStates, closeProofs, snoozeEnds } from "./alert-states.ts";

const text = z.string().optional();

/** What an alert is about, as it was last read. Names are copied, so that the message of a close can still name them. */
const facts = z.object({
  cause: z.string().pipe(z.enum(alertCauses).catch("unknown")),
  /** Since when the cause exists. */
  since: z.string(),
  environmentId: z.string().nullable(),
  /** The newest run of an issue, its operation, and why it ended as it did. */
  runId: text,
  type: text,
  reasonCode: text,
  externalReference: text,
  promiseId: text,
  /** The kind of proof that is missing. */
  proof: text,
  scheduleId: text,
  scheduleState: text,
  /** The plan that waits for an approval. */
  planId: text,
  channelId: text,
  /** The failure of a channel. */
  failure: text,
  /** The name of the promise, schedule or channel. */
  name: text,
});
export type AlertFacts = z.infer<typeof facts>;

/**
 * What a channel is sent about an alert. `opening` is stored before the first message of an opening is sent, so that a
 * worker that dies after it leaves a trace.
 */
export interface Notice {
  readonly seq: number;
  readonly version: number;
  readonly state: "opening" | "open" | "closed";
}

/**
 * What a channel was sent last, exactly as it is stored: the next write depends on it, also on what a newer release added.
 * The state may be one that only a newer release knows.
 */
const sent = z.looseObject({ seq: z.int(), version: z.int(), state: z.string() });
export type SentNotice = z.infer<typeof sent>;

/** Valid for one opening of the alert. It always ends. */
const snooze = z.object({
  seq: z.int(),
  until: z.string(),
  ends: z.string().pipe(z.enum(snoozeEnds).catch("time")),
  /** The version and run for which it was set. */
  version: z.int(),
  runId: text,
  by: z.string(),
  reason: z.string(),
});
export type Snooze = z.infer<typeof snooze>;

export const alert = z.object({
  workspaceId: z.string(),
  /** Stable for a cause; contains no text and no time. */
  key: z.string(),
  state: z.string().pipe(z.enum(alertStates).catch("unknown")),
  /** The number of this opening. It grows even across the removal of an old alert. */
  seq: z.int(),
  /** Grows when what is sent changes. */
  version: z.int(),
  /** The number of writes by evaluations: each is conditional on the one it read. */
  rev: z.int(),
  facts,
  /** The channels that its rules name. */
  channelIds: z.array(z.string()),
  openedAt: z.string(),
  closedAt: z.string().optional(),
  closeProof: z.string().pipe(z.enum(closeProofs).catch("unknown")).optional(),
  snooze: snooze.optional(),
  /** By channel. */
  sent: z.record(z.string(), sent),
  /** Whether it is listed among those that may need a write or a message. */
  isListed: z.boolean(),
});
export type Alert = z.infer<typeof alert>;
