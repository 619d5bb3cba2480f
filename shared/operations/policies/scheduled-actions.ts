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

/** Objects of a tenant that actions refer to, by their ids. */
export interface ActionReferences {
  /** Message templates. */
  readonly templates: readonly string[];
  /** Groups that get a copy of the message. */
  readonly groups: readonly string[];
}

export function referencesOfActions(body: Json): ActionReferences {
  const actions = listIn(body[actionsMember]).flatMap((rule) => listIn(rule.scheduledActionConfigurations));
  return {
    templates: actions.flatMap(({ notificationTemplateId: template }) =>
      isTemplate(template) ? [template.toLowerCase()] : [],
    ),
    groups: actions.flatMap(({ notificationMessageCCList: copies }) => textsIn(copies).map((id) => id.toLowerCase())),
  };
}

/** A body whose actions refer to other objects: `ids` are the new ids by the old ones; others stay. */
export function withReferences(body: Json, ids: Readonly<Record<string, string>>): Json {
  if (!holdsActions(body) || Object.keys(ids).length === 0) return body;
  const known = new Map(Object.entries(ids));
  const renamed = (id: string) => known.get(id.toLowerCase()) ?? id;
  const actionOf = (action: Json): Json => {
    const { notificationTemplateId: template, notificationMessageCCList: copies } = action;
    return {
      ...action,
      ...(isTemplate(template) && { notificationTemplateId: renamed(template) }),
      ...(Array.isArray(copies) && { notificationMessageCCList: textsIn(copies).map(renamed) }),
    };
  };
  const rules = listIn(body[actionsMember]).map((rule) => ({
    ...rule,
    scheduledActionConfigurations: listIn(rule.scheduledActionConfigurations).map(actionOf),
  }));
  return { ...body, [actionsMember]: rules };
}

const isTemplate = (value: unknown): value is string => typeof value === "string" && !noTemplate.has(value);
const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((member) => typeof member === "string") : [];

const plain = (member: Json): Json =>
  Object.fromEntries(Object.entries(member).filter(([name]) => !ofProvider.test(name)));

const listIn = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter((member) => typeof member === "object" && member !== null) : [];
