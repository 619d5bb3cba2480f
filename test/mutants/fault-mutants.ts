import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** A fixed fault as one change of the source, and the test that detects it. */
const faultMutant = z.strictObject({
  named: z.string(),
  file: z.string(),
  /** Occurs exactly once in the file. */
  from: z.string().min(1),
  to: z.string(),
  test: z.strictObject({ file: z.string(), title: z.string().min(1) }),
});
export type FaultMutant = z.infer<typeof faultMutant>;

/** Every fixed fault of issue 12, reintroduced one at a time. */
export const faultMutants: readonly FaultMutant[] = z
  .array(faultMutant)
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "fault-mutants.json"), "utf8")));
