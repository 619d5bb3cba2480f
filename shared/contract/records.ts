import type * as z from "zod";
import { recordKinds as kinds } from "../run/record-kinds.ts";
import { baselineRecords } from "./baseline-records.ts";
import { changeRecords } from "./change-records.ts";
import { directoryRecords } from "./directory-records.ts";
import { policyRecords } from "./policy-records.ts";
import { providerConnection } from "./provider-connections.ts";
import { reviewRecords } from "./review-records.ts";

/** The record kinds of an environment. */
export const recordKinds = kinds;
export type RecordKind = (typeof kinds)[number];

/** Guaranteed fields of each kind; a kind that no operation creates yet has only its badge. */
export const recordSchemas = {
  "provider-connections": providerConnection,
  ...policyRecords,
  ...reviewRecords,
  ...changeRecords,
  ...baselineRecords,
  ...directoryRecords,
} as const satisfies Record<RecordKind, z.ZodType>;
