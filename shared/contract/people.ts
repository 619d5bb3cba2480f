import * as z from "zod";
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

export const environment = z.strictObject({ id: z.string(), name: z.string() });
export const environmentPage = pageOf(environment);
