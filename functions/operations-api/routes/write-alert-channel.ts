import type * as z from "zod";
import { channelSecretOwner, channelSecretPrefix } from "../../../shared/access/channel-secret.ts";
import type { Member } from "../../../shared/access/member.ts";
import { isOwnSecretName } from "../../../shared/access/secret-name.ts";
import { createAlertChannel, removeAlertChannel, writeAlertChannel } from "../../../shared/contract/alert-routes.ts";
import type { channelCreate } from "../../../shared/contract/alerts.ts";
import {
  type AlertChannel,
  type AlertChannelFields,
  alertChannelsMax,
} from "../../../shared/records/alert-channels.ts";
import { outboundUrlOf } from "../../../shared/run/outbound-url.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { channelOr404 } from "../../middleware/channel-or-404.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound } from "../../middleware/errors.ts";
import { need, needAllEnvironments, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { channelAnswerOf } from "../../representations/alert.ts";
import { type AlertSettingsDependencies, settingOr, writtenEntry } from "../alert-settings.ts";

const resourceType = "alert_channel" as const;
const audited = ({ name, kind, url, secretName, to, locale, fallbackId }: AlertChannelFields) => ({
  ...{ name, kind, url: url ?? null, secretName: secretName ?? null, to: to?.join(", ") ?? null },
  ...{ locale, fallbackId: fallbackId ?? null },
});

/** Creates a channel. */
export const createAlertChannelEndpoint = (parts: AlertSettingsDependencies) =>
  writeEndpoint(createAlertChannel, async ({ caller, locale, param, body }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, createAlertChannel.capability);
    needAllEnvironments(member);
    const fields = await fieldsOf(parts, member, caller, body, undefined);
    const id = parts.ids.next(parts.clock.now());
    const entry = writtenEntry(parts, caller, member, { resourceType, resourceId: id, fields: audited(fields) });
    const done = await parts.channels.create(member.workspace.id, id, fields, entry);
    const channel = settingOr(done, alertChannelsMax);
    return { status: 200, body: channelAnswerOf({ channel, health: undefined }, locale) };
  });

/** Changes a channel from the revision that the person saw. */
export const writeAlertChannelEndpoint = (parts: AlertSettingsDependencies) =>
  writeEndpoint(writeAlertChannel, async ({ caller, locale, param, body: { rev, ...body } }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, writeAlertChannel.capability);
    needAllEnvironments(member);
    const id = param("channel");
    const { id: workspaceId } = member.workspace;
    await channelOr404(parts.channels, workspaceId, id);
    const fields = await fieldsOf(parts, member, caller, body, id);
    const entry = writtenEntry(parts, caller, member, { resourceType, resourceId: id, fields: audited(fields) });
    const done = await parts.channels.replace(workspaceId, id, rev, fields, entry);
    const channel = settingOr(done, alertChannelsMax);
    const health = await parts.channels.findHealth(workspaceId, id);
    return { status: 200, body: channelAnswerOf({ channel, health }, locale) };
  });

/** Ends a channel; repeated, it answers the ended one. */
export const removeAlertChannelEndpoint = (parts: AlertSettingsDependencies) =>
  actionEndpoint(removeAlertChannel, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, removeAlertChannel.capability);
    needAllEnvironments(member);
    const id = param("channel");
    const stored = await parts.channels.findAny(member.workspace.id, id);
    if (stored === undefined) throw notFound();
    const { removedAt, ...before } = stored;
    const channel: AlertChannel = before;
    const answerOf = (one: AlertChannel) => channelAnswerOf({ channel: one, health: undefined }, locale);
    if (removedAt !== undefined) return { status: 200, body: answerOf(channel) };
    const done = await parts.channels.remove(member.workspace.id, id, parts.clock.now(), () =>
      parts.auditEntries.partOf(caller, {
        ...{ workspaceId: member.workspace.id, environmentId: null, resourceType, resourceId: id },
        ...{ action: "alert_channel.removed", metadata: audited(channel) },
      }),
    );
    return { status: 200, body: answerOf(settingOr(done, alertChannelsMax)) };
  });

async function fieldsOf(
  { channels, clock, deployment, sendsMail }: AlertSettingsDependencies,
  member: Member,
  caller: Caller,
  { url, secretName, to, fallbackId, ...rest }: z.output<typeof channelCreate>,
  own: string | undefined,
): Promise<AlertChannelFields> {
  const { id: workspaceId } = member.workspace;
  needSecret(rest.kind, secretName, { deployment, workspaceId });
  if (rest.kind === "email" && !sendsMail)
    throw invalid("kind", "must not be email: this deployment sends no mail. Ask its administrator to set a sender");
  if (rest.kind === "email" && to === undefined) throw invalid("to", "must name the recipients of an e-mail channel");
  if (rest.kind !== "email" && to !== undefined) throw invalid("to", "is only for an e-mail channel; remove it");
  if (rest.kind !== "webhook" && url !== undefined)
    throw invalid("url", "is only for a webhook; store the URL of Slack or Teams as the text of the secret");
  if (rest.kind === "webhook") needTarget(url);
  if (fallbackId !== undefined) {
    const known = (await channels.list(workspaceId)).channels.map(({ channel }) => channel.id);
    if (fallbackId === own || !known.includes(fallbackId))
      throw invalid("fallbackId", "must be another channel; list the channels for their ids");
  }
  return {
    ...rest,
    ...(url !== undefined && { url }),
    ...(secretName !== undefined && { secretName }),
    ...(to !== undefined && { to }),
    ...(fallbackId !== undefined && { fallbackId }),
    changedBy: initiatorOf(caller),
    changedAt: clock.now().toISOString(),
  };
}

/** Throws unless a channel names a secret of its workspace, which e-mail does not need. */
function needSecret(
  kind: string,
  secretName: string | undefined,
  { deployment, workspaceId }: { readonly deployment: string; readonly workspaceId: string },
): void {
  if (kind === "email" && secretName !== undefined)
    throw invalid("secretName", "is not for an e-mail channel; remove it");
  if (kind === "email" || isOwnSecretName(secretName ?? "", channelSecretOwner(deployment, workspaceId))) return;
  throw invalid("secretName", `must begin with ${channelSecretPrefix(deployment, workspaceId)}`);
}

/** Throws unless a webhook may be sent to this address, as far as its text shows. */
function needTarget(url: string | undefined): void {
  const read = outboundUrlOf(url ?? "");
  if (!("fault" in read)) return;
  throw invalid(
    "url",
    "must be an https address on port 443 with a public host name, without credentials and fragment",
  );
}
