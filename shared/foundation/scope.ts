import * as z from "zod";

/**
 * Workspace and environment ids: lower-case slugs without key separators, so that stored keys are unambiguous. The
 * limit of 26 characters keeps a typical run within one write unit.
 */
export const scopeId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,25}$/,
    "must be 1 to 26 characters of a-z, 0-9 and '-', starting with a letter or digit",
  );

/** The scope that a run, record or proof belongs to. `environmentId` is null only for workspace-level work. */
export interface Scope {
  readonly workspaceId: string;
  readonly environmentId: string | null;
}

/** Same workspace and same environment. Proof, links and visibility never cross scopes (spec 359, 360, 367). */
export function isSameScope(a: Scope, b: Scope): boolean {
  return a.workspaceId === b.workspaceId && a.environmentId === b.environmentId;
}
