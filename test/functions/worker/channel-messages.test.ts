import { expect, it } from "vitest";
import {
  lineOf,
  type MessageContext,
  mailOf,
  messageIdOf,
  slackBody,
  teamsBody,
  webhookBody,
} from "../../../functions/worker/alerts/channel-messages.ts";
import * as texts from "../../../shared/presenter/alert/alert-texts.ts";
import type { Alert } from "../../../shared/run/alert.ts";

const context: MessageContext = {
  locale: "en",
  workspace: { id: "acme", name: "Acme" },
  environments: new Map([["acme-prod", "<!channel> *Prod* & Co"]]),
  consoleUrl: "https://runtruth.example.com",
  texts,
};
const alert: Alert = {
  ...{ workspaceId: "acme", key: "run:acme-prod:policy.sync:c", state: "open", seq: 7, version: 2, rev: 3 },
  facts: {
    ...{ cause: "failed", since: "2026-03-02T08:59:00.000Z", environmentId: "acme-prod", runId: "01RUN" },
    ...{ type: "policy.sync", reasonCode: "provider_unreachable", externalReference: "INC-4711" },
  },
  ...{ channelIds: [], openedAt: "2026-03-02T09:00:00.000Z", sent: {}, isListed: true },
};
const opened = { alert, message: { seq: 7, version: 2, state: "open" } } as const;
const closed = {
  alert: { ...alert, state: "closed", closedAt: "2026-03-02T09:30:00.000Z", closeProof: "cause_gone" },
  message: { seq: 7, version: 2, state: "closed" },
} as const;

it("webhook names cause, reason and reference of an alert", () => {
  expect(JSON.parse(webhookBody(opened, context))).toMatchObject({
    type: "alert.open",
    timestamp: "2026-03-02T09:00:00.000Z",
    data: {
      ...{ schemaVersion: 1, key: alert.key, seq: 7, version: 2, state: "open", cause: "failed" },
      ...{ reasonCode: "provider_unreachable", externalReference: "INC-4711", operationType: "policy.sync" },
      text: "The provider could not be reached. Since 2026-03-02 08:59 UTC. Reference: INC-4711.",
      url: "https://runtruth.example.com/w/acme/operations/01RUN",
    },
  });
  expect(messageIdOf(opened)).toBe("run:acme-prod:policy.sync:c.7.2.open");
});

it("webhook of a close names its proof", () => {
  expect(JSON.parse(webhookBody(closed, { ...context, locale: "de" }))).toMatchObject({
    type: "alert.closed",
    timestamp: "2026-03-02T09:30:00.000Z",
    data: { closeProof: "cause_gone", text: expect.stringContaining("Behoben: Die Ursache besteht nicht mehr.") },
  });
});

it("message of Slack contains no markup of names", () => {
  const body = slackBody([lineOf(opened, context), lineOf(closed, context)], context);

  expect(body).not.toContain("<!channel>");
  expect(body).toContain("&lt;!channel&gt;");
  expect(JSON.parse(body).blocks).toHaveLength(2);
});

it("card of Teams contains no markup of names", () => {
  const body = teamsBody([lineOf(opened, context)], context);

  expect(body).toContain("\\\\<\\\\!channel\\\\>");
  expect(JSON.parse(body).attachments).toMatchObject([{ contentType: "application/vnd.microsoft.card.adaptive" }]);
});

it("mail about several alerts names the first and the number of others", () => {
  const { subject, text } = mailOf([lineOf(opened, context), lineOf(closed, context)], context);

  expect(subject).toBe("Open: Policy sync failed in <!channel> *Prod* & Co (and 1 more)");
  expect(text).toContain("Open in Runtruth: https://runtruth.example.com/w/acme/operations/01RUN");
  expect(text).toContain("Resolved: the cause is gone.");
});

it.each([0, 1])("subject and text are cut between characters, %i letters before them", (letters) => {
  const environments = new Map([["acme-prod", `${"x".repeat(letters)}${"\u{1F600}".repeat(3000)}`]]);
  const line = lineOf(opened, { ...context, environments });

  expect(mailOf([line], context).subject.isWellFormed()).toBe(true);
  for (const text of JSON.stringify(JSON.parse(slackBody([line], context))).match(/"text":"[^"]*"/g) ?? []) {
    expect(text).not.toMatch(/\\ud[89a-f]/i);
  }
});

it("mail contains no line break of a name", () => {
  const environments = new Map([["acme-prod", "Prod\r\nBcc: someone@example.org"]]);
  const { subject, text } = mailOf([lineOf(opened, { ...context, environments })], context);

  expect(subject).toBe("Open: Policy sync failed in Prod Bcc: someone@example.org");
  expect(text).not.toMatch(/^Bcc/m);
});
