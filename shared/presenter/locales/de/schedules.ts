import type { Words } from "../en.ts";

export const schedules: Words["schedules"] = {
  states: {
    paused_by_failures: {
      label: "Nach Fehlschlägen angehalten",
      text: "Mehrere Läufe nacheinander sind fehlgeschlagen. Beheben Sie die Ursache und setzen Sie ihn dann fort.",
    },
    overdue: {
      label: "Überfällig",
      text: "Ein Termin hat sein Startfenster überschritten, ohne erfasst zu sein. Prüfen Sie den Taktgeber der Zeitpläne.",
    },
    missed: {
      one: "{count} Termin wurde verpasst: Der Taktgeber stand in seinem Startfenster still.",
      other: "{count} Termine wurden verpasst: Der Taktgeber stand in ihrem Startfenster still.",
      label: "Verpasst",
    },
    refused: { label: "Nicht gestartet" },
    skipped: { label: "Ausgelassen" },
    late: { label: "Verspätet", text: "Der letzte Start lag mehr als zwei Minuten nach dem Termin." },
    paused: { label: "Angehalten", text: "{by} hat ihn angehalten. Bis er fortgesetzt wird, entfallen seine Termine." },
    stopped: { label: "Gestoppt", text: "Die Umgebung ist archiviert, darin startet nichts mehr." },
    ended: { label: "Beendet", text: "Die Regel hat keine weiteren Termine." },
    waiting: { label: "Wartet", text: "Der erste Termin steht noch bevor." },
    on_time: { label: "Pünktlich", text: "Der letzte Termin ist pünktlich gestartet." },
  },
  headline: {
    failing: {
      one: "Bei {count} Zeitplan besteht Handlungsbedarf.",
      other: "Bei {count} Zeitplänen besteht Handlungsbedarf.",
    },
    failingAtLeast: {
      one: "Bei mindestens {count} Zeitplan besteht Handlungsbedarf.",
      other: "Bei mindestens {count} Zeitplänen besteht Handlungsbedarf.",
    },
  },
  unread: "Nicht alle Zeitpläne wurden gelesen.",
  cause: {
    label: "Zeitplan nicht eingehalten",
    guidance:
      "Öffnen Sie den Zeitplan: Sein Zustand nennt die Ursache. Ein verpasster Termin bleibt offen, bis ein späterer läuft.",
  },
  verdicts: {
    ran: "Gelaufen",
    late: "Verspätet",
    skipped: "Ausgelassen",
    missed: "Verpasst",
    starting: "Startet",
    unknown: "Unbekannt",
  },
  reasons: {
    paused: "Der Zeitplan war angehalten.",
    busy: "Ein anderer Lauf derselben Arbeit war noch aktiv.",
    owner_not_entitled:
      "Die verantwortliche Person darf diese Arbeit nicht mehr starten. Wer den Zeitplan ändert oder fortsetzt, übernimmt ihn.",
    environment_archived: "Die Umgebung war archiviert.",
    refused: "Die gespeicherte Eingabe ist nicht mehr gültig. Ändern Sie den Zeitplan und wählen Sie sie neu.",
    already_available: "Das Ergebnis lag bereits vor.",
    selection_empty: "Keine Umgebung gehörte zur Auswahl.",
    unknown: "Den Grund hat eine neuere Version erfasst.",
    missed: "Der Taktgeber stand im Startfenster still.",
  },
  targets: {
    all: "Alle Umgebungen",
    brokenPromise: "Umgebungen mit der gebrochenen Zusage",
    listed: { one: "{count} Umgebung", other: "{count} Umgebungen" },
  },
  rules: {
    daily: "Täglich um {time}",
    weekly: "{days} um {time}",
    monthly: "Am {day}. jedes Monats um {time}",
    cron: "Cron {cron}",
    inZone: "{rule}, {zone}",
    every: "Alle {time}",
    everyHour: "Jede Stunde",
    everyDay: "Alle 24 Stunden",
  },
  notes: {
    moved_forward: "{wall} gibt es an diesem Tag nicht: Die Uhr wird vorgestellt. Der Termin rückt auf {local}.",
    first_of_two: "{local} gibt es an diesem Tag zweimal: Die Uhr wird zurückgestellt. Es zählt das erste Mal.",
    second_of_two:
      "{local} kommt ein zweites Mal: Die Uhr wurde zurückgestellt. Jede vergangene Stunde hat ihren Termin.",
  },
};
