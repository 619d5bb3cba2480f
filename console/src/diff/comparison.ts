import type * as z from "zod";
import type { settingComparison } from "../../../shared/contract/policies.ts";

/** Two documents, setting by setting. */
export type Comparison = z.infer<typeof settingComparison>;
