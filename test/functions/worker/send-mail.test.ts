import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { lazyMail } from "../../../functions/worker/alerts/lazy-mail.ts";
import { createSendAlerts } from "../../../functions/worker/alerts/send-alerts.ts";
import { createSendMail } from "../../../functions/worker/alerts/send-mail.ts";
import * as texts from "../../../shared/presenter/alert/alert-texts.ts";
import type { AlertChannel } from "../../../shared/records/alert-channels.ts";
import { testClock } from "../../support/clock.ts";

const mail = { to: ["oncall@example.com"], subject: "Open: Policy sync failed", text: "The provider is down.\n" };
const { signal } = new AbortController();

function aSender() {
  const client = new SESv2Client({ region: "eu-central-1" });
  return { ses: mockClient(client), send: createSendMail("alerts@example.com", client) };
}

it("mail is sent from the deployment's sender as plain text", async () => {
  const { ses, send } = aSender();
  ses.on(SendEmailCommand).resolves({ MessageId: "1" });

  expect(await send(mail, signal)).toBeUndefined();

  expect(ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input)).toMatchObject([
    {
      FromEmailAddress: "alerts@example.com",
      Destination: { ToAddresses: mail.to },
      Content: { Simple: { Subject: { Data: mail.subject }, Body: { Text: { Data: mail.text } } } },
    },
  ]);
});

it.each([
  ["MessageRejected", "refused"],
  ["SendingPausedException", "refused"],
  ["TooManyRequestsException", "throttled"],
  ["TimeoutError", "unreachable"],
  ["constructor", "unreachable"],
])("mail that ends with %s is %s", async (name, fault) => {
  const { ses, send } = aSender();
  ses.on(SendEmailCommand).rejects(Object.assign(new Error("SES says more than we tell"), { name }));

  expect(await send(mail, signal)).toBe(fault);
});

it("a deployment without a sender says so and sends nothing", async () => {
  expect(await lazyMail("")(mail, signal)).toBe("not_set_up");
});

const channel: AlertChannel = {
  ...{ id: "01CHANNE100000000000000001", name: "On call", kind: "email", to: mail.to, locale: "de", rev: 1 },
  ...{ changedBy: { id: "manager", name: "manager" }, changedAt: "2026-03-02T09:00:00.000Z" },
};

it("an e-mail channel reads no secret and calls no target", async () => {
  const sent: unknown[] = [];
  const never = async () => {
    throw new Error("e-mail needs neither a secret nor a target");
  };
  const sending = createSendAlerts({
    channels: { find: async () => channel },
    findNames: async () => ({ workspace: "Acme", environments: new Map() }),
    ...{ call: never, readSecret: never, deployment: "test", consoleUrl: "", clock: testClock() },
    loadTexts: async () => texts,
    sendMail: async (one) => {
      sent.push(one);
      return "refused";
    },
  });

  const failure = await sending.sendTest("acme", channel.id, "01RUN", signal);

  expect(sent).toMatchObject([{ to: mail.to, subject: "Testnachricht für Kanal „On call“" }]);
  expect(failure).toMatchObject({ reasonCode: "alert.mail_refused" });
});
