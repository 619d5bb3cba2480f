import * as z from "zod";
import { connectionInput } from "../provider/connection-choice.ts";

export const policySyncInput = connectionInput.extend({ acceptEmpty: z.boolean().optional() });
export type PolicySyncInput = z.infer<typeof policySyncInput>;
