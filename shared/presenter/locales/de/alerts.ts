import type { Words } from "../en.ts";

export const alerts: Words["alerts"] = {
  titles: {
    manual_review: "{operation} erfordert eine manuelle Prüfung in {place}",
    blocked: "{operation} ist blockiert in {place}",
    failed: "{operation} ist fehlgeschlagen in {place}",
    partially_succeeded: "{operation} war nur teilweise erfolgreich in {place}",
    overdue: "{operation} ist überfällig in {place}",
    promise_broken: "Zusage „{name}“ ist gebrochen in {place}",
    schedule_failing: "Zeitplan „{name}“ läuft nicht in {place}",
    channel_failing: "Kanal „{name}“ stellt keine Warnungen zu",
    unknown: "Eine neuere Version hat diese Warnung geöffnet in {place}",
  },
  states: { open: "Offen", closed: "Behoben", snoozed: "Zurückgestellt", unknown: "Neuere Version" },
  causes: {
    manual_review: "Manuelle Prüfung",
    blocked: "Blockiert",
    failed: "Fehlgeschlagen",
    partially_succeeded: "Teilweise erfolgreich",
    overdue: "Überfällig",
    promise_broken: "Zusage gebrochen",
    schedule_failing: "Zeitplan läuft nicht",
    channel_failing: "Kanal stellt nicht zu",
    unknown: "Neuere Version",
  },
  workspace: "dem Arbeitsbereich",
  since: "Seit {since} UTC.",
  resolved: {
    cause_gone: "Behoben: Die Ursache besteht nicht mehr.",
    no_rule: "Geschlossen: Keine Regel fordert sie mehr an.",
    unknown: "Von einer neueren Version geschlossen.",
  },
  reference: "Referenz: {reference}.",
  open: "In Runtruth öffnen",
  test: {
    title: "Testnachricht",
    text: "Dieser Kanal erhält Warnungen von {workspace}.",
  },
  subject: { one: "{count} Warnung", other: "{count} Warnungen" },
  unread: "Nicht alle Warnungen wurden gelesen.",
  headline: {
    none: "Es ist keine Warnung offen.",
    open: { one: "{count} Warnung ist offen.", other: "{count} Warnungen sind offen." },
    openAtLeast: { one: "Mindestens {count} Warnung ist offen.", other: "Mindestens {count} Warnungen sind offen." },
    snoozed: { one: "{count} Warnung ist zurückgestellt.", other: "{count} Warnungen sind zurückgestellt." },
    unread: "Nicht alle Warnungen wurden gelesen.",
  },
  channel: {
    never: "Es wurde noch keine Nachricht gesendet.",
    delivers: "Die letzte Nachricht wurde angenommen.",
    failed: {
      one: "Die letzte Zustellung ist fehlgeschlagen.",
      other: "Die letzten {count} Zustellungen sind fehlgeschlagen.",
    },
    failing: "Der Kanal stellt nicht zu. {reason}",
  },
};
