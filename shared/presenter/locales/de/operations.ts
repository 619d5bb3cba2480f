import type { Words } from "../en.ts";

export const operations: Words["operations"] = {
  "provider.connection.check": "Prüfung der Anbieterverbindung",
  "inventory.sync": "Bestandsabgleich",
  "policy.sync": "Richtlinienabgleich",
  "policy.snapshot": "Momentaufnahme einer Richtlinie",
  "policy.export": "Richtlinienexport",
  "directory.groups.sync": "Abgleich der Verzeichnisgruppen",
  "directory.role_definitions.sync": "Abgleich der Rollendefinitionen",
  "compliance.snapshot": "Momentaufnahme der Konformität",
  "permission.posture.check": "Prüfung der Berechtigungslage",
  "entra.admin_roles.scan": "Erfassung der Administratorrollen",
  "rbac.health_check": "Prüfung der rollenbasierten Zugriffssteuerung",
  "tenant.sync": "Umgebungsabgleich",
  "assignments.fetch": "Abruf der Zuweisungen",
  "alerts.evaluate": "Auswertung der Warnregeln",
  "alerts.deliver": "Zustellung einer Warnung",
  "ops.reconcile_adapter_runs": "Abgleich offener Vorgänge",
  "operations.wave": "Welle",
  "baseline.capture": "Erfassung des Referenzstands",
  "baseline.compare": "Vergleich mit dem Referenzstand",
  "tenant.evidence.snapshot.generate": "Momentaufnahme der Nachweise",
  "environment.review.compose": "Zusammenstellung der Überprüfung",
  "environment.review_pack.generate": "Erstellung der Überprüfungsmappe",
  "backup_set.update": "Aktualisierung des Sicherungssatzes",
  "backup.schedule.execute": "Geplante Sicherung",
  "backup.schedule.retention": "Anwendung der Aufbewahrungsfristen",
  "policy.delete": "Löschung von Richtlinien",
  "policy.restore": "Rückholung gelöschter Richtlinien",
  "backup_set.archive": "Archivierung eines Sicherungssatzes",
  "backup_set.restore": "Rückholung eines Sicherungssatzes",
  "backup_set.delete": "Löschung eines Sicherungssatzes",
  "backup.schedule.purge": "Endgültige Löschung von Sicherungen",
  "restore.execute": "Wiederherstellung",
  "promotion.execute": "Übernahme in eine andere Umgebung",
  "assignments.restore": "Wiederherstellung der Zuweisungen",
  "restore_run.delete": "Archivierung eines Wiederherstellungseintrags",
  "restore_run.restore": "Rückholung eines Wiederherstellungseintrags",
  "restore_run.force_delete": "Endgültige Löschung eines Wiederherstellungseintrags",
  "policy_version.prune": "Bereinigung alter Richtlinienversionen",
  "policy_version.restore": "Rückholung einer Richtlinienversion",
  "policy_version.force_delete": "Endgültige Löschung einer Richtlinienversion",
};

export const families: Words["families"] = {
  provider: "Anbieter",
  inventory: "Bestand",
  directory: "Verzeichnis",
  policies: "Richtlinien",
  posture: "Sicherheitslage",
  baselines: "Referenzstände",
  evidence: "Nachweise",
  reviews: "Überprüfungen",
  backups: "Sicherungen",
  restores: "Wiederherstellungen",
  alerts: "Warnungen",
  operations: "Vorgänge",
};

export const risks: Words["risks"] = {
  read: "Nur lesend",
  artifact: "Legt hier Einträge an",
  mutation: "Ändert Daten",
  destructive: "Kann Daten zerstören oder überschreiben",
};

/** Who starts an operation. */
export const startedBy: Words["startedBy"] = {
  person: "Start durch eine Person oder einen Zeitplan",
  platform: "Start nur durch die Plattform",
};
