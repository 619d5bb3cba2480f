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
  /** `of` names the operation whose case alone is run, where a test has a case per operation. */
  test: z.strictObject({ file: z.string(), title: z.string().min(1), of: z.string().optional() }),
});
export type FaultMutant = z.infer<typeof faultMutant>;

const mutantsIn = (file: string): readonly FaultMutant[] =>
  z.array(faultMutant).parse(JSON.parse(readFileSync(path.join(import.meta.dirname, file), "utf8")));

/** A fault for each check of the conformance suite. */
export const conformanceMutants = mutantsIn("conformance-mutants.json");
/** Every fixed fault of issue 12, and those of the conformance suite, reintroduced one at a time. */
export const faultMutants: readonly FaultMutant[] = [...mutantsIn("fault-mutants.json"), ...conformanceMutants];

/** The titles that the test of a mutant has as Vitest runs it. */
export function patternOf({ title, of = "" }: FaultMutant["test"]): string {
  const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const [first = "", ...rest] = title.replace("$type", of).split(/\$\w+/);
  return [first, ...rest].map(escaped).join(".*");
}
