import * as z from "zod";
import type { InputError } from "../define-operation.ts";
import { lacksPlan } from "../plans/plan-guard.ts";
import { idOf } from "../record-id.ts";

/** How an input asks for a preview, or names the preview to execute. */
export const changeSetFields = {
  dryRun: z.boolean().optional(),
  restoreRunId: idOf("restore-runs").optional(),
  planDigest: z.string().min(1).max(80).optional(),
  confirmation: z.string().trim().min(1).max(200).optional(),
};
export interface GivenPreview {
  readonly dryRun?: boolean | undefined;
  readonly restoreRunId?: string | undefined;
  readonly planDigest?: string | undefined;
  readonly confirmation?: string | undefined;
}

/** What a new start lacks: without a preview, its digest and a confirmation nothing at the provider is changed. */
export const lacksPreview = ({ restoreRunId, ...given }: GivenPreview): readonly InputError[] =>
  namedAsPreview(lacksPlan({ ...given, planId: restoreRunId }));

/** The guard's errors under the names of these inputs. */
export const namedAsPreview = (errors: readonly InputError[]): readonly InputError[] =>
  errors.map(({ path, message }) => ({ path: path === "planId" ? "restoreRunId" : path, message }));
