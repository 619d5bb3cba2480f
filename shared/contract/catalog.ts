import * as z from "zod";
import { families } from "../run/families.ts";
import { lanes } from "../run/lanes.ts";
import { risks } from "../run/risks.ts";

/** One kind of work, and what is needed to start it. */
export const operationType = z.strictObject({
  type: z.string(),
  label: z.string(),
  family: z.enum(families),
  familyLabel: z.string(),
  risk: z.enum(risks),
  riskLabel: z.string(),
  lane: z.enum(lanes),
  ownership: z.enum(["environment", "workspace"]),
  /** False for what the platform starts by itself, and for what nobody can start yet. */
  startable: z.boolean(),
  /** What a caller needs to start it; null when only the platform does. */
  capability: z.string().nullable(),
  expectedDurationSeconds: z.int(),
  /** JSON Schema (2020-12) of `input`; `title` and `description` of its fields are in the language of the answer. */
  inputSchema: z.record(z.string(), z.unknown()),
});

export const catalog = z.strictObject({ items: z.array(operationType) });
export const health = z.strictObject({ status: z.literal("ok") });
export const startPage = z.strictObject({ name: z.string(), api: z.string(), health: z.string(), openapi: z.string() });
