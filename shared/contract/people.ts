import * as z from "zod";
import { knownRoles, memberKinds, roles } from "../access/roles.ts";
import { settingChoices } from "../foundation/setting-choices.ts";
import { approvalRule } from "../run/approval-rule.ts";
import { pageOf } from "./lists.ts";

/** A member by subject claim: OpenID Connect allows 255 characters. */
export const memberId = z.string().min(1).max(255);

/** A workspace as seen by one of its members. */
const workspaceOfCaller = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The caller's capabilities there. Clients decide by these; roles are not part of the contract. */
  capabilities: z.array(z.string()),
  /** `all`, or the only environments that the caller may see. */
  environments: z.union([z.literal("all"), z.array(z.string())]),
});

/** How a person wants the console; null where they chose nothing, and for a choice of a newer version. */
export const personSettings = z.strictObject({
  locale: z.enum(settingChoices.locale).nullable(),
  theme: z.enum(settingChoices.theme).nullable(),
  density: z.enum(settingChoices.density).nullable(),
});

export const me = z.strictObject({
  id: z.string(),
  name: z.string(),
  workspaces: z.array(workspaceOfCaller),
  /** The caller's capabilities on the platform plane; null without access. */
  platform: z.strictObject({ capabilities: z.array(z.string()) }).nullable(),
  settings: personSettings,
});

export const environment = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** No work starts in an archived environment; its history stays readable. */
  isArchived: z.boolean(),
  /** When work needs the approval of a second person; null: never. */
  approval: approvalRule.nullable(),
});
export const environmentPage = pageOf(environment);
/** Creates or changes an environment. Without `approval` its rule stays; null: nothing needs an approval any more. */
export const environmentWrite = z.strictObject({
  name: z.string().trim().min(1).max(80),
  approval: approvalRule.nullable().optional(),
});

/** The environments that a member sees: all, including future ones, or the listed ones. */
const entitlement = z.union([z.literal("all"), z.array(z.string().min(1).max(80)).min(1).max(25)]);

/** A workspace member. Only callers who manage members see roles; all others decide by capabilities. */
export const memberAnswer = z.strictObject({
  id: z.string(),
  role: z.enum(knownRoles),
  roleLabel: z.string(),
  /** Empty when only a newer release can read them: then the member sees none. */
  environments: z.union([z.literal("all"), z.array(z.string())]),
  /** Only persons approve plans. */
  kind: z.enum(memberKinds),
  /** The member whose client, or whose second account, this one is; null for a person's own account. */
  ownerId: z.string().nullable(),
  /** Set for removed members; they stay in the list. */
  removedAt: z.iso.datetime().nullable(),
});
/** Who may do what in an environment, so that readers without a capability learn whom to ask. */
export const permissions = z.strictObject({
  items: z.array(
    z.strictObject({
      capability: z.string(),
      /** Roles with the capability, the least powerful first. */
      roles: z.array(z.strictObject({ role: z.enum(roles), label: z.string() })),
      /** Members who have it in this environment; null for readers who may not see members. */
      members: z.array(z.string()).nullable(),
    }),
  ),
});

export const memberPage = pageOf(memberAnswer);
/** Adds or changes a member. What is not given of `kind` and `ownerId` stays; a client needs an owner. */
export const memberWrite = z.strictObject({
  role: z.enum(roles),
  environments: entitlement,
  kind: z.enum(memberKinds).optional(),
  ownerId: memberId.nullable().optional(),
});
