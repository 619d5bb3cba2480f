import * as z from "zod";

/** The record kinds that an input may refer to. */
type ReferredKind =
  | "provider-connections"
  | "policies"
  | "backup-sets"
  | "backup-schedules"
  | "evidence-snapshots"
  | "restore-runs"
  | "plans"
  | "baseline-profiles"
  | "baseline-snapshots"
  | "environment-reviews";

/** An input field with the id of a record; the catalog names its kind in `refersTo`, so that forms can offer names. */
export const idOf = (kind: ReferredKind) => z.string().min(1).max(64).meta({ refersTo: kind });
