import * as z from "zod";
import { runOutcomes } from "../run/status.ts";
import { pageOf } from "./lists.ts";
import { state } from "./run-truth.ts";
import { count } from "./tabs.ts";

const instant = z.iso.datetime();

/** The end of a run that the reader started; its tone is never calmer than the run's. */
export const notificationAnswer = z.strictObject({
  id: z.string(),
  workspaceId: z.string(),
  environmentId: z.string().nullable(),
  runId: z.string(),
  type: z.string(),
  label: z.string(),
  outcome: z.enum(runOutcomes),
  state,
  headline: z.string().min(1),
  /** Set for a run that was closed for its age. */
  staleLineageNote: z.string().nullable(),
  summaryCounts: z.record(z.string(), z.int()),
  /** When the run ended. */
  at: instant,
  readAt: instant.nullable(),
});

/** Newest first. Runs of a workspace or environment that the reader has left are omitted. */
export const notificationPage = pageOf(notificationAnswer).extend({ unread: count });
