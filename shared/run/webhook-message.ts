import * as z from "zod";
import { alertCauses, closeProofs } from "./alert-states.ts";

const instant = z.iso.datetime();
const text = z.string();

/**
 * The message of a webhook channel about an alert. `docs/events.md` documents this schema. Fields may be added within a
 * version; changing or removing one requires a new version.
 */
export const alertMessage = z.strictObject({
  type: z
    .enum(["alert.open", "alert.closed"])
    .describe("whether the alert is open, also with a changed reason, or closed"),
  timestamp: instant.describe("when the alert opened or closed"),
  data: z.strictObject({
    schemaVersion: z.literal(1).describe("version of this schema"),
    key: text.describe("stable for a cause; contains no text and no time: find the ticket by it"),
    seq: z.int().describe("number of the opening; grows with each"),
    version: z.int().describe("grows within an opening when its reason changes"),
    state: z.enum(["open", "closed"]).describe("state of the alert"),
    workspaceId: text.describe("the workspace"),
    environmentId: text.nullable().describe("the environment; null for what belongs to the workspace"),
    cause: z.enum(alertCauses).describe("what the alert is about; `unknown` is one of a newer release"),
    since: instant.describe("since when the cause exists"),
    openedAt: instant.describe("when the alert opened"),
    closedAt: instant.optional().describe("when the alert closed"),
    closeProof: z
      .enum(closeProofs)
      .optional()
      .describe("what proved the end: the cause is gone, or no rule asks for the alert any more"),
    reasonCode: text.optional().describe("the reason code of the run's end"),
    runId: text.optional().describe("the newest run of the issue"),
    operationType: text.optional().describe("the operation type of that run, of the schedule or of the plan"),
    promiseId: text.optional().describe("the broken promise"),
    scheduleId: text.optional().describe("the failing schedule"),
    planId: text.optional().describe("the plan that waits for an approval"),
    channelId: text.optional().describe("the channel that does not deliver"),
    externalReference: text.optional().describe("the reference the run was started with, such as a ticket number"),
    title: text.describe("the alert in one line, in the language of the channel"),
    text: text.describe("reason, time and reference in sentences, in the language of the channel"),
    url: text.optional().describe("the page of the console; absent when the deployment has no domain of its own"),
  }),
});
export type AlertMessage = z.input<typeof alertMessage>;

/** The test message of a webhook channel. */
export const testMessage = z.strictObject({
  type: z.literal("alert.test").describe("a test message that a person asked for"),
  timestamp: instant.describe("when this attempt sends it"),
  data: z.strictObject({
    schemaVersion: z.literal(1).describe("version of this schema"),
    workspaceId: text.describe("the workspace"),
    channelId: text.describe("the channel under test"),
    runId: text.describe("the run that sends the message"),
    title: text.describe("the message in one line, in the language of the channel"),
    text: text.describe("the message in one sentence, in the language of the channel"),
    url: text.optional().describe("the workspace in the console; absent when the deployment has no domain of its own"),
  }),
});
export type TestMessageBody = z.input<typeof testMessage>;
