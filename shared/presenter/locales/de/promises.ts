import type { Words } from "../en.ts";

/** Zeitspannen stehen nach „vor“, „binnen“, „in“ und „seit“, also im Dativ. */
export const promises: Words["promises"] = {
  proofs: {
    backup: "Sicherung",
    compare: "Abgleich",
    review: "Überprüfung",
    evidence: "Nachweis",
    sync: "Synchronisierung",
    check: "Verbindungsprüfung",
    unknown: "Neuere Version",
  },
  states: {
    broken: "Gebrochen",
    due_soon: "Bald fällig",
    kept: "Eingehalten",
    not_readable: "Nicht gelesen",
    never_proven_yet: "Noch nicht nachgewiesen",
    not_effective_yet: "Gilt noch nicht",
    excepted: "Ausgenommen",
  },
  spans: {
    second: { one: "{count} s", other: "{count} s" },
    minute: { one: "{count} min", other: "{count} min" },
    hour: { one: "{count} h", other: "{count} h" },
    day: { one: "{count} Tag", other: "{count} Tagen" },
  },
  cells: {
    broken: "{proof} vor {age} nachgewiesen, zugesagt binnen {within}: gebrochen seit {broken}.",
    broken_never: "{proof} nie nachgewiesen, zugesagt binnen {within}: gebrochen seit {broken}.",
    due_soon: "{proof} vor {age} nachgewiesen, zugesagt binnen {within}: fällig in {left}.",
    kept: "{proof} vor {age} nachgewiesen, zugesagt binnen {within}.",
    not_readable: "Der Nachweis wurde nicht gelesen.",
    never_proven_yet: "{proof} noch nicht nachgewiesen, zugesagt binnen {within}: fällig in {left}.",
    not_effective_yet: "{proof} vor {age} nachgewiesen. Die Zusage gilt in {left}.",
    excepted: "Von der Zusage ausgenommen; die Ausnahme endet in {left}.",
  },
  why: {
    open_problem: "{operation} ist fehlgeschlagen und noch nicht behoben.",
    schedule_paused: "Der Zeitplan „{schedule}“ ist angehalten.",
    schedule_missed: "Der Zeitplan „{schedule}“ ist überfällig.",
    nothing_scheduled: "Es ist nichts geplant, was die Zusage nachweisen würde.",
    scheduled: "Als Nächstes startet der Zeitplan „{schedule}“.",
    unread: "Nicht alle offenen Probleme und Zeitpläne wurden gelesen.",
    hidden: {
      schedule_paused: "Ein Zeitplan des ganzen Arbeitsbereichs ist angehalten.",
      schedule_missed: "Ein Zeitplan des ganzen Arbeitsbereichs ist überfällig.",
      scheduled: "Als Nächstes startet ein Zeitplan des ganzen Arbeitsbereichs.",
    },
  },
  headline: {
    none: "Es ist noch nichts zugesagt.",
    noCells: "Keine Zusage umfasst eine Umgebung.",
    kept: { one: "Die Zusage ist eingehalten.", other: "Alle {count} Zusagen sind eingehalten." },
    broken: { one: "{count} Zusage ist gebrochen.", other: "{count} Zusagen sind gebrochen." },
    brokenAtLeast: {
      one: "Mindestens {count} Zusage ist gebrochen.",
      other: "Mindestens {count} Zusagen sind gebrochen.",
    },
    due_soon: { one: "{count} Zusage ist bald fällig.", other: "{count} Zusagen sind bald fällig." },
    unproven: { one: "{count} Zusage ist nicht nachgewiesen.", other: "{count} Zusagen sind nicht nachgewiesen." },
  },
  unread: "Nicht alle Zusagen wurden gelesen.",
  cause: {
    label: "Zusage gebrochen",
    guidance: "Starten Sie die Arbeit, die sie nachweist, oder beheben Sie, was ihren Zeitplan aufhält.",
  },
};
