import type { Words } from "../en.ts";

export const audit: Words["audit"] = {
  "operation_run.started": "Ein riskanter Vorgang wurde gestartet",
  "operation_run.completed": "Ein Vorgang wurde von Hand beendet",
  "operation_run.reconciled": "Ein Vorgang wurde anhand gespeicherter Daten beendet",
  "operation_run.failure_bridged":
    "Ein Vorgang wurde beendet, weil seine Nachricht endgültig nicht verarbeitet werden konnte",
  "operation_run.dispatch_failed": "Ein Vorgang konnte nicht eingereiht werden",
  "operation_run.reconcile_requested": "Ein Nachweis für das Ende eines Vorgangs wurde angefordert",
  "environment_review.published": "Eine Überprüfung wurde veröffentlicht",
  "provider_connection.written": "Eine Anbieterverbindung wurde gespeichert",
};
