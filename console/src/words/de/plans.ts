import type { plans as english } from "../en/plans.ts";

export const plans: typeof english = {
  plan: {
    make: "Plan erstellen",
    items: "Elemente des Plans",
    item: "Element",
    action: "Plan",
    result: "Ergebnis",
    actions: { purge: "Endgültig löschen", archive: "Archivieren", keep: "Behalten" },
    results: { done: "Erledigt", left: "Unverändert gelassen", failed: "Fehlgeschlagen" },
    reasons: {
      "plan.changed_since": "Seit der Planung geändert",
      "records.not_confirmed": "Durch erneutes Lesen nicht bestätigt",
      "held.current": "Aktuelle Version einer Richtlinie",
      "held.history": "Teil des Verlaufs einer Richtlinie",
      "held.backup": "In einem Sicherungssatz enthalten",
      "held.kept": "Von einer Person oder einem Vorgang aufbewahrt",
    },
    execute: "Plan ausführen",
    executeCount: (count) => (count === "1" ? "1 Änderung ausführen" : `${count} Änderungen ausführen`),
    consequence: (count) => (count === "1" ? "1 Element wird geändert." : `${count} Elemente werden geändert.`),
    cannotBeUndone:
      "Das kann nicht rückgängig gemacht werden. In der Zeitpunktwiederherstellung der Tabelle bleiben Kopien bis zu 35 Tage erhalten.",
    confirmName: (name) => `Geben Sie zur Bestätigung diesen Namen ein: ${name}`,
    validUntil: (until) => `Der Plan kann bis ${until} ausgeführt werden.`,
    awaited: "Plan",
    archive: "Archivieren",
    unarchive: "Aus dem Archiv zurückholen",
    purge: "Endgültig löschen",
  },
};
