import * as z from "zod";
import { runOutcomes } from "../run/status.ts";
import { pageOf } from "./lists.ts";
import { state } from "./run-truth.ts";
import { count } from "./tabs.ts";

const instant = z.iso.datetime();

/** The end of a run its reader had started: never calmer than the run itself is told. */
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
  /** Said of a run that was closed for its silence. */
  staleLineageNote: z.string().nullable(),
  summaryCounts: z.record(z.string(), z.int()),
  /** When the run ended. */
  at: instant,
  readAt: instant.nullable(),
});

/** Newest first. What became of a workspace or environment the reader left is not told. */
export const notificationPage = pageOf(notificationAnswer).extend({ unread: count });
