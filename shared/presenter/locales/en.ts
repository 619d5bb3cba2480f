import { alerts } from "./en/alerts.ts";
import { audit, auditDetails } from "./en/audit.ts";
import { explanation } from "./en/explanation.ts";
import { failureObjects, failures } from "./en/failures.ts";
import { inputs } from "./en/inputs.ts";
import { itemOutcomes } from "./en/items.ts";
import { families, operations, risks, startedBy } from "./en/operations.ts";
import { plans } from "./en/plans.ts";
import { problems } from "./en/problems.ts";
import { promises } from "./en/promises.ts";
import { repeats } from "./en/repeats.ts";
import { runs } from "./en/runs.ts";
import { schedules } from "./en/schedules.ts";
import { surfaces } from "./en/surfaces.ts";
import { truth } from "./en/truth.ts";
import { waves } from "./en/waves.ts";

/** The reference locale: its keys are the keys of every other one. Each part is a file of its own. */
export const en = {
  operations,
  families,
  risks,
  startedBy,
  inputs,
  audit,
  auditDetails,
  ...runs,
  ...truth,
  explanation,
  failures,
  failureObjects,
  schedules,
  surfaces,
  problems,
  promises,
  repeats,
  plans,
  itemOutcomes,
  alerts,
  waves,
  unknownOperation: "Unknown operation",
} as const;

/** The same tree with free texts. A locale that lacks a key, or invents one, does not compile. */
export type Words = Wording<typeof en>;
export type Wording<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wording<Tree[Key]> };
