import * as z from "zod";
import { policyIdsInput } from "./policy-selection.ts";

/** `as_read`: as the provider sent them. `importable`: without what only the provider sets, such as ids and times. */
export const exportForms = ["as_read", "importable"] as const;
export type ExportForm = (typeof exportForms)[number];

export const policyExportInput = z.strictObject({
  policyIds: policyIdsInput,
  form: z.enum(exportForms).optional(),
});
export type PolicyExportInput = z.infer<typeof policyExportInput>;
