import * as z from "zod";
import { knownRoles, roles } from "../roles.ts";
import { pageOf } from "./lists.ts";

/** A workspace as one of its members sees it. */
const workspaceOfCaller = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What the caller may do there. Decide by these; roles are not part of the contract. */
  capabilities: z.array(z.string()),
  /** `all`, or the only environments the caller may see. */
  environments: z.union([z.literal("all"), z.array(z.string())]),
});

export const me = z.strictObject({
  id: z.string(),
  name: z.string(),
  workspaces: z.array(workspaceOfCaller),
  /** Whether the caller sees the platform plane, and what they may do there. */
  platform: z.strictObject({ capabilities: z.array(z.string()) }).nullable(),
});

export const environment = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Nothing is started in an archived environment; what happened there stays readable. */
  isArchived: z.boolean(),
});
export const environmentPage = pageOf(environment);
/** How an environment is made or renamed; whole, each time. */
export const environmentWrite = z.strictObject({ name: z.string().trim().min(1).max(80) });

/** Which environments a member sees: all there are and will be, or these. */
const entitlement = z.union([z.literal("all"), z.array(z.string().min(1).max(80)).min(1).max(25)]);

/** A person in a workspace. Only those who manage members see roles; everybody else decides by capabilities. */
export const memberAnswer = z.strictObject({
  id: z.string(),
  role: z.enum(knownRoles),
  roleLabel: z.string(),
  environments: entitlement,
  /** Set on somebody who was removed; they stay in the list of those who were here. */
  removedAt: z.iso.datetime().nullable(),
});
export const memberPage = pageOf(memberAnswer);
export const memberWrite = z.strictObject({ role: z.enum(roles), environments: entitlement });
