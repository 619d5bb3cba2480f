import type { runs as reference } from "../en/runs.ts";
import type { Words } from "../en.ts";

export const runs: Pick<Words, keyof typeof reference> = {
  headlines: {
    queued_fresh: "Eingeplant. Start folgt in Kürze.",
    running_fresh: "Wird ausgeführt.",
    queued_stale: "Nicht im erwarteten Zeitfenster gestartet. Prüfung empfohlen.",
    running_stale: "Läuft länger als das erwartete Zeitfenster. Prüfung empfohlen.",
    unknown_active: "Aktiv.",
    succeeded: "Erfolgreich abgeschlossen.",
    succeeded_review_reused: "Die Überprüfung ist bereits verfügbar.",
    preview_ready: "Vorschau bereit, nichts wurde geändert.",
    partial: "Mit Nacharbeit abgeschlossen.",
    blocked: "Durch eine Voraussetzung gestoppt.",
    failed: "Nicht abgeschlossen.",
    cancelled: "Abgebrochen.",
    cancelled_unconfirmed: "Abgebrochen. Es konnte nicht bestätigt werden, dass die Arbeit beendet ist.",
    failed_from_stale: "Nach ausbleibendem Fortschritt automatisch beendet.",
    failed_bridge: "Hintergrundausführung fehlgeschlagen.",
    attention_ambiguous: "Das Ergebnis konnte nicht bestätigt werden. Prüfung erforderlich.",
  },
  progress: {
    none: "Kein Fortschritt angezeigt",
    waiting: "Noch nicht gestartet",
    started: "In Arbeit",
    counted: "{processed} von {total} verarbeitet",
    composite: "{completed} von {total} Teilen fertig",
  },
  phases: {
    asking_provider: "Anbieter wird abgefragt",
    collecting_policies: "Richtlinien werden gesammelt",
    reading_evidence: "Nachweise werden gelesen",
    "reading.deviceCompliancePolicies": "Konformitätsrichtlinien werden gelesen",
    "reading.deviceConfigurations": "Gerätekonfigurationen werden gelesen",
    "reading.configurationPolicies": "Konfigurationsrichtlinien werden gelesen",
  },
  durations: {
    neutral: "Bisher {time}",
    longer_than_usual: "Dauert länger als üblich, noch im erwarteten Zeitfenster",
    past_window: "Über das erwartete Zeitfenster hinaus",
    total: "Dauer: {time}",
    unknown: "Dauer nicht bekannt",
  },
};
