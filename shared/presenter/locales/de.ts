import { audit } from "./de/audit.ts";
import { operations } from "./de/operations.ts";
import { runs } from "./de/runs.ts";
import type { Words } from "./en.ts";

export const de: Words = { operations, audit, ...runs, unknownOperation: "Unbekannter Vorgang" };
