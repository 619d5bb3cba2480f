import type { Words } from "../en.ts";

export const waves: Words["waves"] = {
  label: "{wave}: {operation}",
  startedBy: "{name} (Welle)",
  states: {
    failed: "Fehlgeschlagen",
    blocked: "Blockiert",
    partially_succeeded: "Teilweise erfolgreich",
    not_started: "Nicht gestartet",
    left_out: "Ausgelassen",
    active: "In Arbeit",
    waiting: "Wartet",
    succeeded: "Erfolgreich",
  },
  codes: {
    canary_failed: "Ein Pilotziel war nicht erfolgreich.",
    too_many_failures: "Die Welle wurde nach zu vielen Fehlern angehalten.",
    aborted: "Die Welle wurde von einer Person angehalten.",
    deadline: "Die Welle hat ihre Zeitgrenze von 16 Stunden erreicht.",
    closed: "Die Plattform hat die Welle beendet.",
    already_available: "Das Ergebnis des Vorgangs ist bereits vorhanden.",
    is_source: "Diese Umgebung ist die Quelle des Vorgangs.",
    approval_refused: "Eine andere Person hat den Plan abgelehnt.",
    plan_expired:
      "Der Plan oder seine Freigabe ist abgelaufen. Starten Sie für diese Umgebung eine neue Welle als Probelauf.",
    plan_in_use: "Ein anderer Vorgang führt den Plan aus.",
    refused: "Der Vorgang kann in dieser Umgebung nicht starten. Starten Sie ihn dort, um die Ursache zu sehen.",
    not_entitled: "Wer die Welle gestartet hat, ist dazu hier nicht mehr berechtigt.",
    environment_archived: "Die Umgebung ist archiviert.",
    approval_required:
      "Diese Änderung muss eine andere Person in der Umgebung freigeben. Starten Sie sie dort über einen Plan.",
  },
  running: "{ended} von {total} beendet, {failed} fehlgeschlagen; {active} in Arbeit.",
  ended: { one: "{succeeded} von {count} Ziel erfolgreich.", other: "{succeeded} von {count} Zielen erfolgreich." },
  leftOut: { one: "{count} Umgebung wurde ausgelassen.", other: "{count} Umgebungen wurden ausgelassen." },
  stopped: {
    canary_failed:
      "Angehalten, weil ein Pilotziel nicht erfolgreich war; {notStarted} nicht gestartet, {active} in Arbeit.",
    too_many_failures:
      "Durch die Stoppregel angehalten: {failed} fehlgeschlagen, {notStarted} nicht gestartet, {active} in Arbeit.",
    aborted: "Von einer Person angehalten; {notStarted} nicht gestartet, {active} in Arbeit.",
    deadline: "An der Zeitgrenze angehalten; {notStarted} nicht gestartet, {active} in Arbeit.",
    closed: "Von der Plattform beendet; {notStarted} nicht gestartet, {active} in Arbeit.",
  },
};
