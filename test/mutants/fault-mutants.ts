import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** A fault that the product had, as one change of its text, and the test that notices it. */
const faultMutant = z.strictObject({
  named: z.string(),
  file: z.string(),
  /** Stands exactly once in the file. */
  from: z.string().min(1),
  to: z.string(),
  test: z.strictObject({ file: z.string(), title: z.string().min(1) }),
});
export type FaultMutant = z.infer<typeof faultMutant>;

/** Every fault of issue 12 that has been fixed, put back one at a time. */
export const faultMutants: readonly FaultMutant[] = z
  .array(faultMutant)
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "fault-mutants.json"), "utf8")));
