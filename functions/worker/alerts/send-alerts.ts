import { channelSecretOwner } from "../../../shared/access/channel-secret.ts";
import { isOwnSecretName } from "../../../shared/access/secret-name.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { DeliveryFailure, OwedAlert } from "../../../shared/operations/alerts/alerts.deliver.work.ts";
import type * as texts from "../../../shared/presenter/alert/alert-texts.ts";
import type { AlertChannel, AlertChannels } from "../../../shared/records/alert-channels.ts";
import type { ReadSecret } from "../provider/tokens.ts";
import { millisUntilRetry } from "../retry-after.ts";
import {
  type Line,
  lineOf,
  type MessageContext,
  mailOf,
  messageIdOf,
  slackBody,
  teamsBody,
  testIdOf,
  testLineOf,
  webhookBody,
  webhookTestBody,
} from "./channel-messages.ts";
import type { MailFault, SendMail } from "./mail.ts";
import type { OutboundAnswer, OutboundCall, OutboundMessage } from "./outbound-call.ts";
import { signedHeaders, signingKeyOf } from "./standard-webhooks.ts";

interface Dependencies {
  readonly channels: Pick<AlertChannels, "find">;
  readonly findNames: (
    workspaceId: string,
    environmentIds: readonly string[],
  ) => Promise<{ readonly workspace: string; readonly environments: ReadonlyMap<string, string> }>;
  readonly call: OutboundCall;
  readonly sendMail: SendMail;
  readonly readSecret: ReadSecret;
  /** The deployment name, which is part of the name of every secret. */
  readonly deployment: string;
  readonly consoleUrl: string;
  readonly clock: Clock;
  readonly loadTexts: () => Promise<typeof texts>;
}

const json = { "content-type": "application/json; charset=utf-8", "user-agent": "Runtruth/1" };
/** While one signing secret replaces another, both are valid. */
const secretsMax = 2;

/** What a channel is sent at once: lines for people, or one signed message for a program. */
interface Content {
  readonly lines: readonly Line[];
  readonly signed: { readonly id: string; readonly body: string } | undefined;
}

/** Sends messages to a channel. Its secret is read for each message and never kept. */
export function createSendAlerts(parts: Dependencies) {
  return {
    async send(
      workspaceId: string,
      channelId: string,
      messages: readonly OwedAlert[],
      signal: AbortSignal,
    ): Promise<DeliveryFailure | undefined> {
      const channel = await parts.channels.find(workspaceId, channelId);
      if (channel === undefined) return undefined;
      const ids = messages.flatMap(({ alert }) => alert.facts.environmentId ?? []);
      const context = await contextOf(workspaceId, channel, ids);
      const [first] = messages;
      return sendContent(workspaceId, channel, signal, {
        lines: messages.map((one) => lineOf(one, context)),
        signed: first && { id: messageIdOf(first), body: webhookBody(first, context) },
        context,
      });
    },

    async sendTest(
      workspaceId: string,
      channelId: string,
      runId: string,
      signal: AbortSignal,
    ): Promise<DeliveryFailure | undefined> {
      const channel = await parts.channels.find(workspaceId, channelId);
      if (channel === undefined) return undefined;
      const context = await contextOf(workspaceId, channel, []);
      const test = { channel, runId, at: parts.clock.now().toISOString() };
      return sendContent(workspaceId, channel, signal, {
        lines: [testLineOf(channel, context)],
        signed: { id: testIdOf(test), body: webhookTestBody(test, context) },
        context,
      });
    },
  };

  async function sendContent(
    workspaceId: string,
    channel: AlertChannel,
    signal: AbortSignal,
    { context, ...content }: Content & { readonly context: MessageContext },
  ): Promise<DeliveryFailure | undefined> {
    if (channel.kind === "email") {
      const fault = await parts.sendMail({ to: channel.to ?? [], ...mailOf(content.lines, context) }, signal);
      return fault && failed(mailFaults[fault]);
    }
    const secret = await secretOf(workspaceId, channel, signal);
    const message = secret === undefined ? undefined : messageOf(channel, content, secret, context);
    return message === undefined
      ? failed("alert.secret_unusable")
      : failureOf(await parts.call(message, signal), parts.clock.now());
  }

  async function contextOf(
    workspaceId: string,
    { locale }: AlertChannel,
    environmentIds: readonly string[],
  ): Promise<MessageContext> {
    const { workspace, environments } = await parts.findNames(workspaceId, environmentIds);
    const { consoleUrl } = parts;
    return {
      locale,
      workspace: { id: workspaceId, name: workspace },
      environments,
      consoleUrl,
      texts: await parts.loadTexts(),
    };
  }

  async function secretOf(workspaceId: string, { secretName }: AlertChannel, signal: AbortSignal) {
    const owner = channelSecretOwner(parts.deployment, workspaceId);
    if (secretName === undefined || !isOwnSecretName(secretName, owner)) return undefined;
    const secret = await parts.readSecret(secretName, signal);
    return typeof secret === "string" ? secret.trim() : undefined;
  }

  function messageOf(
    { kind, url = "" }: AlertChannel,
    { lines, signed }: Content,
    secret: string,
    context: MessageContext,
  ): OutboundMessage | undefined {
    if (kind === "slack") return { url: secret, headers: json, body: slackBody(lines, context) };
    if (kind === "teams") return { url: secret, headers: json, body: teamsBody(lines, context) };
    if (kind !== "webhook") return undefined;
    const keys = secret.split(/\s+/).slice(0, secretsMax).map(signingKeyOf);
    const valid = keys.filter((key) => key !== undefined);
    if (signed === undefined || valid.length === 0 || valid.length < keys.length) return undefined;
    const timestamp = Math.floor(parts.clock.now().getTime() / 1000);
    return { url, headers: { ...json, ...signedHeaders(valid, { ...signed, timestamp }) }, body: signed.body };
  }
}

/** The cause and the remedy, for the diagnostics of the run. Nothing of the target's own text is in it. */
const messagesOf: Readonly<Record<DeliveryFailure["reasonCode"], string>> = {
  "alert.target_not_allowed": "The target is not on the public internet; enter an https address with a public name.",
  "alert.target_refused": "The target rejected the message; check its address and its secret.",
  "alert.target_gone": "The target answered that it is gone; enter its new address.",
  "alert.target_throttled": "The target is throttling messages.",
  "alert.target_unreachable": "The target did not answer.",
  "alert.mail_refused": "The mail service rejected the message; check sender and recipients.",
  "alert.mail_not_set_up": "This deployment has no sender of mail.",
  "alert.secret_unusable": "The channel's secret is missing or has the wrong form.",
};

const mailFaults: Readonly<Record<MailFault, DeliveryFailure["reasonCode"]>> = {
  refused: "alert.mail_refused",
  throttled: "alert.target_throttled",
  unreachable: "alert.target_unreachable",
  not_set_up: "alert.mail_not_set_up",
};

function failureOf(answer: OutboundAnswer, now: Date): DeliveryFailure | undefined {
  if (answer.kind === "not_allowed") return failed("alert.target_not_allowed");
  if (answer.kind === "unanswered") return failed("alert.target_unreachable");
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return undefined;
  if (status === 410) return failed("alert.target_gone");
  if (status === 429 || status === 503) {
    return failed("alert.target_throttled", Math.ceil((millisUntilRetry(retryAfter, now) ?? 0) / 1000));
  }
  return failed(status >= 500 ? "alert.target_unreachable" : "alert.target_refused");
}

function failed(reasonCode: DeliveryFailure["reasonCode"], retryAfterSeconds?: number): DeliveryFailure {
  return { reasonCode, message: messagesOf[reasonCode], ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
