import type { Words } from "../en.ts";

export const audit: Words["audit"] = {
  "operation_run.started": "Ein riskanter Vorgang wurde gestartet",
  "operation_run.completed": "Ein Vorgang wurde von Hand beendet",
  "operation_run.reconciled": "Ein Vorgang wurde anhand gespeicherter Daten beendet",
  "operation_run.failure_bridged":
    "Ein Vorgang wurde beendet, weil seine Nachricht endgültig nicht verarbeitet werden konnte",
  "operation_run.dispatch_failed": "Ein Vorgang konnte nicht eingereiht werden",
  "operation_run.reconcile_requested": "Ein Nachweis für das Ende eines Vorgangs wurde angefordert",
  "operation_run.cancelled": "Ein Vorgang wurde abgebrochen",
  "operation_run.cancel_requested": "Für einen laufenden Vorgang wurde der Abbruch angefordert",
  "operation_run.acknowledged": "Ein Problem wurde als erledigt bestätigt",
  "operation_run.repeated": "Ein Vorgang wurde erneut ausgeführt",
  "operation_run.triage.retried": "Die Plattform hat einen Vorgang erneut ausgeführt",
  "operation_run.triage.cancelled": "Die Plattform hat einen Vorgang abgebrochen",
  "operation_run.triage.investigated": "Die Plattform hat einen Vorgang untersucht",
  "environment_review.published": "Eine Überprüfung wurde veröffentlicht",
  "provider_connection.written": "Eine Anbieterverbindung wurde gespeichert",
  "member.written": "Ein Mitglied wurde aufgenommen oder geändert",
  "member.removed": "Eine Mitgliedschaft wurde beendet",
  "environment.archived": "Eine Umgebung wurde archiviert",
  "environment.unarchived": "Eine Umgebung wurde aus dem Archiv geholt",
  "environment.written": "Eine Umgebung wurde angelegt oder umbenannt",
  "workspace.written": "Der Arbeitsbereich wurde angelegt oder umbenannt",
};
