import type { Words } from "./en.ts";

export const de: Words = {
  operations: {
    "provider.connection.check": "Prüfung der Anbieterverbindung",
    "policy.sync": "Richtlinienabgleich",
    "tenant.evidence.snapshot.generate": "Nachweis-Momentaufnahme",
    "environment.review.compose": "Zusammenstellung der Überprüfung",
    "ops.reconcile_adapter_runs": "Abgleich offener Vorgänge",
  },
  unknownOperation: "Unbekannter Vorgang",
};
