import { audit } from "./de/audit.ts";
import { families, operations, risks } from "./de/operations.ts";
import { runs } from "./de/runs.ts";
import type { Words } from "./en.ts";

export const de: Words = { operations, families, risks, audit, ...runs, unknownOperation: "Unbekannter Vorgang" };
