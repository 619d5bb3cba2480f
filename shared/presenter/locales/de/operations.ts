import type { Words } from "../en.ts";

export const operations: Words["operations"] = {
  "provider.connection.check": "Prüfung der Anbieterverbindung",
  "policy.sync": "Richtlinienabgleich",
  "tenant.evidence.snapshot.generate": "Nachweis-Momentaufnahme",
  "environment.review.compose": "Zusammenstellung der Überprüfung",
  "backup_set.update": "Aktualisierung der Sicherung",
  "restore.execute": "Wiederherstellung",
  "ops.reconcile_adapter_runs": "Abgleich offener Vorgänge",
};
