import * as z from "zod";

/**
 * Workspace and environment ids: lower-case slugs that hold no key separator, so that a stored key is
 * unambiguous. Twenty-six characters keep a run on its usual life within one write unit.
 */
export const scopeId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,25}$/,
    "must be 1 to 26 characters of a-z, 0-9 and '-', starting with a letter or digit",
  );

/** What a run, a record or a proof belongs to. `environmentId` is null for workspace-owned work only. */
export interface Scope {
  readonly workspaceId: string;
  readonly environmentId: string | null;
}

/** Same workspace and same environment. Nothing outside this may prove, link or be revealed (spec 359, 360, 367). */
export function isSameScope(a: Scope, b: Scope): boolean {
  return a.workspaceId === b.workspaceId && a.environmentId === b.environmentId;
}
