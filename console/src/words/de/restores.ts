import type { restores as english } from "../en/restores.ts";

export const restores: typeof english = {
  restore: {
    previewAll: (count) => `Vorschau für alle ${count} Richtlinien`,
    previewSome: (count) => (count === "1" ? "Vorschau für 1 Richtlinie" : `Vorschau für ${count} Richtlinien`),
    previewMeans: "Wählen Sie Richtlinien aus, oder keine für alle. Die Vorschau ändert nichts.",
    tooMany: (max) => `Wählen Sie höchstens ${max} Richtlinien aus, oder keine für alle.`,
    preparing: "Die Vorschau wird erstellt",
    preparingMeans: "Jede Richtlinie wird beim Anbieter gelesen. Das Ergebnis erscheint von selbst auf dieser Seite.",
    running: "Die Wiederherstellung läuft",
    totals: {
      create: "Anlegen",
      update: "Ändern",
      delete: "Löschen",
      unchanged: "Unverändert",
      manualRequired: "Von Hand",
    },
    results: {
      applied: "Angewendet",
      skipped: "Übersprungen",
      failed: "Nicht angewendet",
      notVerified: "Nicht verifiziert",
      manualRequired: "Von Hand",
    },
    nothing: (count) => `Nichts wiederherzustellen: Alle ${count} Richtlinien stimmen bereits überein.`,
    carryingOut: "Wiederherstellung ausführen",
    carryOut: "Wiederherstellung ausführen",
    carryOutCount: (count) => (count === "1" ? "1 Richtlinie ändern" : `${count} Richtlinien ändern`),
    consequence: (create, update, environment, connection) =>
      `Die Wiederherstellung ${changes(create, update)} in „${environment}“, über „${connection}“.`,
    overwrites:
      "Einstellungen, die dort seit der Sicherung gesetzt wurden, werden überschrieben. Zuweisungen werden nicht wiederhergestellt.",
    confirmName: (name) => `Geben Sie zur Bestätigung den Namen der Umgebung ein: ${name}`,
    again: (count) =>
      count === "1" ? "1 Richtlinie erneut wiederherstellen" : `${count} Richtlinien erneut wiederherstellen`,
    incomplete: (collections) => `Die Sicherung enthält diese Sammlungen nicht vollständig: ${collections}.`,
    differencesOf: (name) => `Unterschiede anzeigen: ${name}`,
    backup: "Sicherung",
    atProvider: "Beim Anbieter",
    previousPolicy: "Vorherige Richtlinie",
    nextPolicy: "Nächste Richtlinie",
  },
  changeSet: {
    carryOut: { assign: "Richtlinien zuweisen", delete: "Richtlinien löschen", promote: "Richtlinien übernehmen" },
    deleteCount: (count) => (count === "1" ? "1 Richtlinie löschen" : `${count} Richtlinien löschen`),
    consequence: {
      assign: (count, environment, connection) =>
        `Alle Zuweisungen von ${policies(count)} in „${environment}“ werden ersetzt, über „${connection}“.`,
      delete: (count, environment, connection) =>
        count === "1"
          ? `1 Richtlinie in „${environment}“ wird gelöscht, über „${connection}“.`
          : `${count} Richtlinien in „${environment}“ werden gelöscht, über „${connection}“.`,
      promote: (count, environment, connection) =>
        count === "1"
          ? `1 Richtlinie in „${environment}“ wird angelegt oder überschrieben, über „${connection}“.`
          : `${count} Richtlinien in „${environment}“ werden angelegt oder überschrieben, über „${connection}“.`,
    },
    warning: {
      promote: "Ihre Zuweisungen werden wie angezeigt ersetzt. Gruppen werden nicht angelegt.",
      assign: "Zuweisungen, die dort seit der Sicherung erfolgt sind, werden entfernt.",
      delete:
        "Der Anbieter behält keine Kopie. Die zuletzt abgeglichene Version bleibt hier und kann ohne Zuweisungen wiederhergestellt werden.",
    },
    reach: (groups, members) => `Betroffene Gruppen: ${groups}, mit ${members} Mitgliedern.`,
    uncounted: (count) => `Die Mitgliederzahl von ${count} Gruppen ist unbekannt.`,
    broadens: (targets) => `Neu erreicht: ${targets}.`,
  },
  policyTable: {
    find: "Richtlinien suchen",
    anyOutcome: "Jedes Ergebnis",
    outcome: "Ergebnis",
    matches: (count) => (count === "1" ? "1 Treffer" : `${count} Treffer`),
    none: "Keine Richtlinie entspricht diesem Filter.",
    clear: "Filter löschen",
    selectAll: "Alle Richtlinien dieser Seite auswählen",
    select: (name) => `${name} auswählen`,
    selection: "Auswahl der Richtlinien",
  },
  policy: {
    versions: "Versionen",
    seen: "Zuerst gesehen",
    current: "aktuell",
    first: "Erste gespeicherte Version",
    compare: "Mit der Version davor vergleichen",
    snapshot: "Momentaufnahme erstellen",
    document: "Dokument",
    before: "Version davor",
    after: "Diese Version",
  },
  evidence: {
    completeness: "Vollständigkeit",
    read: "Gelesen",
    readAt: "Gelesen am",
    whole: "Vollständig",
    partial: "Teilweise",
    differences: "Unterschiede zur vorigen Momentaufnahme",
    noEarlier: "Keine frühere Momentaufnahme enthält ihre Richtlinien noch.",
    same: "Keine Richtlinie unterscheidet sich.",
    change: "Änderung",
  },
  diff: {
    value: "Wert",
    noMatch: "Keine Einstellung entspricht diesem Filter.",
    setting: "Einstellung",
    sideBySide: "Nebeneinander",
    inline: "Untereinander",
    view: "Ansicht",
    find: "Einstellungen suchen",
    next: "Nächster Unterschied",
    previous: "Vorheriger Unterschied",
    keys: "Tasten: n nächster, p vorheriger Unterschied",
    unchanged: (count) => (count === "1" ? "1 unveränderte Einstellung" : `${count} unveränderte Einstellungen`),
    nothing: "Keine Einstellung unterscheidet sich.",
    notComparable: "Ein Vergleich ist nicht möglich: Eines der Dokumente ist nicht gespeichert.",
    counts: (changed, added, removed) => `${changed} geändert, ${added} hinzugefügt, ${removed} entfernt`,
    unverifiable: (count) =>
      count === "1" ? "1 Geheimnis ist nicht vergleichbar." : `${count} Geheimnisse sind nicht vergleichbar.`,
    order: "Reihenfolge",
    absent: "Nicht gesetzt",
    secret: "Geheimnis, nicht gespeichert",
    cut: "Gekürzt",
    changes: {
      added: "Hinzugefügt",
      removed: "Entfernt",
      changed: "Geändert",
      unverifiable: "Nicht vergleichbar",
      unchanged: "Unverändert",
    },
  },
};

const policies = (count: string) => (count === "1" ? "1 Richtlinie" : `${count} Richtlinien`);

/** What a restore does, without the part that it does not do. */
function changes(create: string, update: string): string {
  if (create === "0") return `ändert ${policies(update)}`;
  if (update === "0") return `legt ${policies(create)} an`;
  return `legt ${policies(create)} an und ändert ${policies(update)}`;
}
