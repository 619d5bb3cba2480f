import * as z from "zod";
import { idOf } from "../record-id.ts";

export const baselineCaptureInput = z.strictObject({ baselineProfileId: idOf("baseline-profiles") });
export type BaselineCaptureInput = z.infer<typeof baselineCaptureInput>;
