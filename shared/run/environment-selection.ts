import * as z from "zod";
import { scopeId } from "../foundation/scope.ts";
import { waveTargetsMax } from "./wave.ts";

/**
 * A selection of environments: listed in the order in which their work starts, or all that are not archived, or those in
 * which a promise is broken.
 */
export const environmentSelection = z.union([
  z.strictObject({ environmentIds: z.array(scopeId).max(waveTargetsMax) }),
  z.strictObject({ all: z.literal(true) }),
  z.strictObject({ brokenPromise: z.string().min(1).max(80) }),
]);
export type EnvironmentSelection = z.infer<typeof environmentSelection>;
