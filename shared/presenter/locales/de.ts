import { alerts } from "./de/alerts.ts";
import { audit, auditDetails } from "./de/audit.ts";
import { explanation } from "./de/explanation.ts";
import { failureObjects, failures } from "./de/failures.ts";
import { inputs } from "./de/inputs.ts";
import { itemOutcomes } from "./de/items.ts";
import { families, operations, risks, startedBy } from "./de/operations.ts";
import { plans } from "./de/plans.ts";
import { problems } from "./de/problems.ts";
import { promises } from "./de/promises.ts";
import { repeats } from "./de/repeats.ts";
import { runs } from "./de/runs.ts";
import { schedules } from "./de/schedules.ts";
import { surfaces } from "./de/surfaces.ts";
import { truth } from "./de/truth.ts";
import { waves } from "./de/waves.ts";
import type { Words } from "./en.ts";

export const de: Words = {
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
  unknownOperation: "Unbekannter Vorgang",
};
