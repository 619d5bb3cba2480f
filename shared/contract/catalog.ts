import * as z from "zod";
import { families } from "../run/families.ts";
import { lanes } from "../run/lanes.ts";
import { risks } from "../run/risks.ts";
import { waveUses } from "../run/wave.ts";

/** One operation type, and what a start requires. */
export const operationType = z.strictObject({
  type: z.string(),
  label: z.string(),
  family: z.enum(families),
  familyLabel: z.string(),
  risk: z.enum(risks),
  riskLabel: z.string(),
  lane: z.enum(lanes),
  ownership: z.enum(["environment", "workspace"]),
  /** Whether it is started at all; `startedBy` says by whom. */
  startable: z.boolean(),
  /** `person`: by members with the capability, and by schedules. `platform`: by the platform only. */
  startedBy: z.enum(["person", "platform"]),
  startedByLabel: z.string(),
  /** Whether a schedule may start it. */
  isSchedulable: z.boolean(),
  /** How a wave starts it in many environments; `as_plans`: only as a dry run, whose plans a further wave executes. */
  inWaves: z.enum(waveUses),
  /** The capability required for a start; null for platform-only types. */
  capability: z.string().nullable(),
  expectedDurationSeconds: z.int(),
  /**
   * JSON Schema (2020-12) of `input`; `title` and `description` of its fields are localized. `refersTo` names the record
   * kind of a field's ids, or `environments`, `within` the field with the record that must contain them,
   * `inEnvironment` the field with the environment of the records, where it is not the one of the start, and `ofTarget` is
   * true for a field whose values mean another object in each target, so that a wave has no use for it.
   */
  inputSchema: z.record(z.string(), z.unknown()),
});

export const catalog = z.strictObject({
  items: z.array(operationType),
  /** The actions of the audit trail, for its filter. */
  auditActions: z.array(z.strictObject({ action: z.string(), label: z.string() })),
});
export const health = z.strictObject({ status: z.literal("ok") });
export const startPage = z.strictObject({ name: z.string(), api: z.string(), health: z.string(), openapi: z.string() });
