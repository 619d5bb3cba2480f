import type { OwedAlert } from "../../../shared/operations/alerts/alerts.deliver.work.ts";
import type * as texts from "../../../shared/presenter/alert/alert-texts.ts";
import type { AlertFacts } from "../../../shared/run/alert.ts";
import type { AlertMessage, TestMessageBody } from "../../../shared/run/webhook-message.ts";

/** The version of the webhook body. Fields may be added within a version. */
const schemaVersion = 1;
/** Bounds of the receivers: characters of a text block of Slack, and of a card of Teams. */
const textMax = 2900;

/** What a message needs besides its alert. */
export interface MessageContext {
  readonly locale: "en" | "de";
  readonly workspace: { readonly id: string; readonly name: string };
  /** Names by id. */
  readonly environments: ReadonlyMap<string, string>;
  /** The address of the console; empty when the deployment has no domain of its own. */
  readonly consoleUrl: string;
  readonly texts: typeof texts;
}

/** One alert in words, or a test message. */
export interface Line {
  readonly title: string;
  readonly details: readonly string[];
  readonly url: string | undefined;
}

export function lineOf({ alert, message }: OwedAlert, context: MessageContext): Line {
  const { locale, texts } = context;
  const { facts } = alert;
  const state = texts.alertWordsOf(locale).states[message.state === "closed" ? "closed" : "open"];
  const environment = facts.environmentId === null ? undefined : placeOf(facts.environmentId, context);
  return {
    title: `${state}: ${texts.alertTitleOf(facts, { locale, environment })}`,
    details: texts.alertDetailsOf(alert, message.state === "closed", locale),
    url: urlOf(facts, context),
  };
}

/** The test message of a channel. */
export function testLineOf(
  { name }: { readonly name: string },
  { locale, workspace, consoleUrl, texts }: MessageContext,
) {
  const { title, text } = texts.testTextsOf(name, workspace.name, locale);
  return { title, details: [text], url: consoleUrl === "" ? undefined : workspaceUrl(consoleUrl, workspace.id) };
}

const workspaceUrl = (consoleUrl: string, workspaceId: string) => `${consoleUrl.replace(/\/$/, "")}/w/${workspaceId}`;

const placeOf = (id: string, { environments }: MessageContext) => environments.get(id) ?? id;

function urlOf({ runId, promiseId, scheduleId, planId }: AlertFacts, { consoleUrl, workspace }: MessageContext) {
  if (consoleUrl === "") return undefined;
  const base = workspaceUrl(consoleUrl, workspace.id);
  // A plan has the id of the run that made it.
  const run = runId ?? planId;
  if (run !== undefined) return `${base}/operations/${run}`;
  if (promiseId !== undefined) return `${base}/promises`;
  return scheduleId === undefined ? base : `${base}/schedules/${scheduleId}`;
}

/** The identity of a message: the same for each attempt to send it. */
export const messageIdOf = ({ alert, message }: OwedAlert): string =>
  [alert.key, message.seq, message.version, message.state].join(".");

/** The body of a webhook: codes, ids and words of one alert. */
export function webhookBody(owed: OwedAlert, context: MessageContext): string {
  const { alert, message } = owed;
  const { facts, key, openedAt, closedAt } = alert;
  const { title, details, url } = lineOf(owed, context);
  const isClosed = message.state === "closed";
  const body = {
    type: isClosed ? "alert.closed" : "alert.open",
    timestamp: (isClosed ? closedAt : undefined) ?? openedAt,
    data: {
      ...{ schemaVersion, key, seq: message.seq, version: message.version, state: isClosed ? "closed" : "open" },
      ...{ workspaceId: context.workspace.id, environmentId: facts.environmentId, cause: facts.cause },
      ...{ since: facts.since, openedAt, ...(isClosed && { closedAt, closeProof: alert.closeProof }) },
      ...{ reasonCode: facts.reasonCode, runId: facts.runId, operationType: facts.type },
      ...{ promiseId: facts.promiseId, scheduleId: facts.scheduleId, planId: facts.planId, channelId: facts.channelId },
      ...{ externalReference: facts.externalReference, title, text: details.join(" "), url },
    },
  } as const satisfies AlertMessage;
  return JSON.stringify(body);
}

/** What a test message is about: the channel, and the run that sends it. */
export interface TestMessage {
  readonly channel: { readonly id: string; readonly name: string };
  readonly runId: string;
  /** When this attempt sends it. */
  readonly at: string;
}

/** The identity of a test message: the same for each attempt to send it. */
export const testIdOf = ({ channel, runId }: TestMessage): string => ["test", channel.id, runId].join(".");

/** The body of a webhook for a test message. */
export function webhookTestBody({ channel, runId, at }: TestMessage, context: MessageContext): string {
  const { title, details, url } = testLineOf(channel, context);
  const body = {
    ...{ type: "alert.test", timestamp: at },
    data: {
      ...{ schemaVersion, workspaceId: context.workspace.id, channelId: channel.id, runId },
      ...{ title, text: details.join(" "), url },
    },
  } as const satisfies TestMessageBody;
  return JSON.stringify(body);
}

/** A message of Slack: plain text for notifications, and a block for each line. */
export function slackBody(lines: readonly Line[], context: MessageContext): string {
  const blocks = lines.map(({ title, details, url }) => {
    const link = url === undefined ? "" : `\n<${url}|${escaped(context.texts.alertWordsOf(context.locale).open)}>`;
    const text = cut(`*${escaped(title)}*\n${escaped(details.join(" "))}`, textMax) + link;
    return { type: "section", text: { type: "mrkdwn", text } };
  });
  return JSON.stringify({ text: cut(escaped(lines.map(({ title }) => title).join("; ")), textMax), blocks });
}

/** A message of a Teams workflow: one adaptive card. */
export function teamsBody(lines: readonly Line[], context: MessageContext): string {
  const body = lines.flatMap(({ title, details, url }) => [
    { type: "TextBlock", weight: "Bolder", wrap: true, text: plain(title) },
    { type: "TextBlock", wrap: true, text: plain(details.join(" ")) },
    ...(url === undefined
      ? []
      : [{ type: "TextBlock", text: `[${context.texts.alertWordsOf(context.locale).open}](${url})` }]),
  ]);
  const content = {
    ...{ $schema: "http://adaptivecards.io/schemas/adaptive-card.json", type: "AdaptiveCard", version: "1.4", body },
  };
  return JSON.stringify({
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  });
}

/** Characters of a subject, so that it stays one line of a header. */
const subjectMax = 200;

/** An e-mail: the first line is its subject, and each line a paragraph. */
export function mailOf(lines: readonly Line[], { locale, texts }: MessageContext) {
  const [first, ...others] = lines.map(({ title }) => oneLine(title));
  const words = texts.alertWordsOf(locale);
  const subject = others.length === 0 ? (first ?? "") : texts.withOthers(first ?? "", others.length, locale);
  const paragraphs = lines.map(({ title, details, url }) =>
    [oneLine(title), oneLine(details.join(" ")), ...(url === undefined ? [] : [`${words.open}: ${url}`])].join("\n"),
  );
  return { subject: cut(subject, subjectMax), text: `${paragraphs.join("\n\n")}\n` };
}

/** Names come from people: a line break in one must not look like a line of ours. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Names come from people: no markup of Slack, no mention, no link. */
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
/** The same for the Markdown of a card. */
const plain = (text: string) => text.replaceAll(/[\\`*_{}[\]()#+!|<>~-]/g, (mark) => `\\${mark}`);

/** At most this many UTF-16 units of a text, without half of a character at its end. */
const cut = (text: string, max: number) => text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "");
