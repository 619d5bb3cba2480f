import type * as z from "zod";
import type { Member } from "../../../shared/access/member.ts";
import { createAlertRule, removeAlertRule, writeAlertRule } from "../../../shared/contract/alert-routes.ts";
import type { ruleCreate } from "../../../shared/contract/alerts.ts";
import { type AlertRule, type AlertRuleFields, alertRulesMax } from "../../../shared/records/alert-rules.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint, writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound } from "../../middleware/errors.ts";
import { need, needAllEnvironments, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { ruleAnswerOf } from "../../representations/alert.ts";
import { type AlertSettingsDependencies, needEnvironments, settingOr, writtenEntry } from "../alert-settings.ts";

const resourceType = "alert_rule" as const;
const audited = ({ name, causes, environments, afterSeconds, channelIds }: AlertRuleFields) => ({
  ...{ name, causes, environments, afterSeconds, channelIds },
});

/** Creates an alert rule. */
export const createAlertRuleEndpoint = (parts: AlertSettingsDependencies) =>
  writeEndpoint(createAlertRule, async ({ caller, param, body }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, createAlertRule.capability);
    needAllEnvironments(member);
    const fields = await fieldsOf(parts, member, caller, body);
    const id = parts.ids.next(parts.clock.now());
    const entry = writtenEntry(parts, caller, member, { resourceType, resourceId: id, fields: audited(fields) });
    const done = await parts.rules.create(member.workspace.id, id, fields, entry);
    return { status: 200, body: ruleAnswerOf(member, settingOr(done, alertRulesMax)) };
  });

/** Changes an alert rule from the revision that the person saw. */
export const writeAlertRuleEndpoint = (parts: AlertSettingsDependencies) =>
  writeEndpoint(writeAlertRule, async ({ caller, param, body: { rev, ...body } }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, writeAlertRule.capability);
    needAllEnvironments(member);
    const id = param("rule");
    if ((await parts.rules.find(member.workspace.id, id)) === undefined) throw notFound();
    const fields = await fieldsOf(parts, member, caller, body);
    const entry = writtenEntry(parts, caller, member, { resourceType, resourceId: id, fields: audited(fields) });
    const done = await parts.rules.replace(member.workspace.id, id, rev, fields, entry);
    return { status: 200, body: ruleAnswerOf(member, settingOr(done, alertRulesMax)) };
  });

/** Ends an alert rule; repeated, it answers the ended one. */
export const removeAlertRuleEndpoint = (parts: AlertSettingsDependencies) =>
  actionEndpoint(removeAlertRule, async ({ caller, param }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, removeAlertRule.capability);
    needAllEnvironments(member);
    const id = param("rule");
    const stored = await parts.rules.findAny(member.workspace.id, id);
    if (stored === undefined) throw notFound();
    const { removedAt, ...before } = stored;
    const rule: AlertRule = before;
    if (removedAt !== undefined) return { status: 200, body: ruleAnswerOf(member, rule) };
    const done = await parts.rules.remove(member.workspace.id, id, parts.clock.now(), () =>
      parts.auditEntries.partOf(caller, {
        ...{ workspaceId: member.workspace.id, environmentId: null, resourceType, resourceId: id },
        ...{ action: "alert_rule.removed", metadata: audited(rule) },
      }),
    );
    return { status: 200, body: ruleAnswerOf(member, settingOr(done, alertRulesMax)) };
  });

async function fieldsOf(
  { access, channels, clock }: AlertSettingsDependencies,
  member: Member,
  caller: Caller,
  { environments, causes, channelIds, ...rest }: z.output<typeof ruleCreate>,
): Promise<AlertRuleFields> {
  await needEnvironments(access, member, environments);
  const known = (await channels.list(member.workspace.id)).channels.map(({ channel }) => channel.id);
  if (!channelIds.every((id) => known.includes(id)))
    throw invalid("channelIds", "names a channel that does not exist; list the channels for their ids");
  return {
    ...rest,
    causes: [...new Set(causes)],
    environments: environments === "all" ? environments : [...new Set(environments)].toSorted(),
    channelIds: [...new Set(channelIds)].toSorted(),
    changedBy: initiatorOf(caller),
    changedAt: clock.now().toISOString(),
  };
}
