import type { PolicyCollection } from "../provider/provider-access.ts";
import { hashOf, normalForm } from "./normal-form.ts";

/** What happens to a device that does not comply: part of a compliance policy, but read and written apart from it. */
export const actionsMember = "scheduledActionsForRule";
/** What a read must expand, or the provider leaves the actions out. */
export const expandedActions = `${actionsMember}($expand=scheduledActionConfigurations)`;

type Json = Readonly<Record<string, unknown>>;

export const hasActions = (collection: PolicyCollection): boolean => collection === "deviceCompliancePolicies";

/** Whether a body says which actions there are. Bodies of releases that did not ask for them do not. */
export const holdsActions = (body: Json): boolean => Array.isArray(body[actionsMember]);

export function withoutActions<Body extends Json>(body: Body): Json {
  const { [actionsMember]: _actions, ...rest } = body;
  return rest;
}

/** A document as far as another one can be compared with it: one that holds no actions says nothing about them. */
export const asFarAs = (held: Json, other: Json): Json => (holdsActions(held) ? other : withoutActions(other));

/** Whether two documents have the same actions, whatever their ids and order. */
export const isSameActions = (one: Json, other: Json): boolean => actionsHash(one) === actionsHash(other);

const actionsHash = (body: Json) => hashOf(normalForm({ [actionsMember]: body[actionsMember] ?? [] }));

/** Graph creates actions per policy, under this one name (reference of deviceComplianceScheduledActionForRule). */
const onlyRuleName = "PasswordRequired";
const ofProvider = /@odata\.|^id$/;

/** The actions of a body as they are written: without the ids that the provider gave them. */
export function writtenActions(body: Json): readonly Json[] {
  return listIn(body[actionsMember]).map((rule) => ({
    ...plain(rule),
    ruleName: onlyRuleName,
    scheduledActionConfigurations: listIn(rule.scheduledActionConfigurations).map(plain),
  }));
}

const noTemplate = new Set(["", "00000000-0000-0000-0000-000000000000"]);

/** Objects of the tenant that actions refer to: message templates, and groups that get a copy of the message. */
export function referencesOfActions(body: Json): readonly string[] {
  const actions = listIn(body[actionsMember]).flatMap((rule) => listIn(rule.scheduledActionConfigurations));
  return actions.flatMap(({ notificationTemplateId: template, notificationMessageCCList: copies }) => [
    ...(typeof template === "string" && !noTemplate.has(template) ? [template] : []),
    ...(Array.isArray(copies) ? copies.filter((copy) => typeof copy === "string") : []),
  ]);
}

const plain = (member: Json): Json =>
  Object.fromEntries(Object.entries(member).filter(([name]) => !ofProvider.test(name)));

const listIn = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter((member) => typeof member === "object" && member !== null) : [];
