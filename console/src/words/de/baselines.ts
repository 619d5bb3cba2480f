import type { Words } from "../en.ts";

export const baselines: Pick<Words, "baseline"> = {
  baseline: {
    title: "Referenzstände und Abweichungen",
    addProfile: "Neues Referenzprofil",
    profileId: "Kennung",
    profileIdHelp: "Kleinbuchstaben, Ziffern und Bindestriche. Sie lässt sich später nicht ändern.",
    profileName: "Name",
    profileMeans:
      "Der Referenzstand enthält alle Richtlinien dieser Umgebung und ist im ganzen Arbeitsbereich sichtbar.",
    capture: "Referenzstand erfassen",
    compare: "Mit Referenzstand vergleichen",
    kinds: {
      added: "Hinzugefügt",
      removed: "Entfernt",
      changed: "Geändert",
      changed_wholly: "Vollständig geändert",
      missing: "Richtlinie fehlt",
      unexpected: "Richtlinie ist nicht im Referenzstand",
      recreated: "Mit gleichem Inhalt neu angelegt",
      recreated_changed: "Mit anderem Inhalt neu angelegt",
      ambiguous: "Mehrere Richtlinien tragen diesen Namen",
    },
    reopened: {
      accepted_value_changed: "Erneut offen: Der akzeptierte Wert hat sich geändert.",
      acceptance_expired: "Erneut offen: Die Annahme ist abgelaufen.",
      acceptance_revoked: "Erneut offen: Die Annahme wurde widerrufen.",
      returned: "Erneut offen: Sie war bereits behoben.",
    },
    deviation: "Abweichung",
    expected: "Referenzstand",
    actual: "Umgebung",
    changedPaths: "Geänderte Einstellungen",
    decisions: "Entscheidungen",
    noDecision: "Noch keine Entscheidung.",
    accept: "Abweichung akzeptieren",
    acceptMeans:
      "Die Abweichung gilt als erledigt, solange dieser Wert besteht, längstens bis zu diesem Datum. Danach ist sie wieder offen.",
    until: "Akzeptiert bis",
    reason: "Begründung",
    revoke: "Annahme widerrufen",
    revokeMeans: "Die Abweichung ist wieder offen.",
    accepted: (by, until) => `Akzeptiert von ${by} bis ${until}`,
    revoked: (by) => `Annahme widerrufen von ${by}`,
    schemaChanged: "Neue Felder des Dienstes, nicht als Abweichung gezählt",
    policies: "Richtlinien des Referenzstands",
  },
};
