import type { surfaces as reference } from "../en/surfaces.ts";
import type { Wording } from "../en.ts";

export const surfaces: Wording<typeof reference> = {
  work: {
    attention: "Handlungsbedarf",
    active: "Vorgänge laufen",
    unread: "Nicht vollständig geprüft",
  },
  workHeadline: {
    followUp: { one: "{count} offener Punkt.", other: "{count} offene Punkte, {causes}." },
    followUpAtLeast: { one: "Mindestens {count} offener Punkt.", other: "Mindestens {count} offene Punkte, {causes}." },
    causes: { one: "{count} Ursache", other: "{count} Ursachen" },
    stale: { one: "{count} Vorgang ist überfällig.", other: "{count} Vorgänge sind überfällig." },
    staleAtLeast: {
      one: "Mindestens {count} Vorgang ist überfällig.",
      other: "Mindestens {count} Vorgänge sind überfällig.",
    },
    active: { one: "{count} Vorgang läuft.", other: "{count} Vorgänge laufen." },
  },
  unread: {
    problems: {
      one: "Mehr als {count} Problem ist offen. Die übrigen wurden nicht gelesen.",
      other: "Mehr als {count} Probleme sind offen. Die übrigen wurden nicht gelesen.",
    },
    active: {
      one: "Mehr als {count} Vorgang ist aktiv. Die übrigen wurden nicht geprüft.",
      other: "Mehr als {count} Vorgänge sind aktiv. Die übrigen wurden nicht geprüft.",
    },
    uncheckedProblems: {
      one: "{count} beendeter Vorgang wurde nicht geprüft.",
      other: "{count} beendete Vorgänge wurden nicht geprüft.",
    },
    uncheckedActive: {
      one: "{count} aktiver Vorgang wurde nicht geprüft.",
      other: "{count} aktive Vorgänge wurden nicht geprüft.",
    },
  },
  calm: {
    label: "Keine Auffälligkeiten",
    text: "Es besteht kein Handlungsbedarf.",
    noIssues: { label: "Keine offenen Punkte", text: "Keine offenen Punkte." },
    noEnvironments: { label: "Keine Umgebungen", text: "Keine aktiven Umgebungen." },
    noRuns: { label: "Noch keine Vorgänge", text: "Noch keine Vorgänge." },
    connection: {
      missing: { label: "Keine Verbindung", text: "Es ist keine Anbieterverbindung eingerichtet." },
      disabled: { label: "Verbindung deaktiviert", text: "Die Anbieterverbindung „{name}“ ist deaktiviert." },
      unchecked: { label: "Verbindung nicht geprüft", text: "Die Anbieterverbindung „{name}“ ist nicht geprüft." },
      consent_missing: {
        label: "Zustimmung fehlt",
        text: "Für die Anbieterverbindung „{name}“ fehlt die Zustimmung.",
      },
      impaired: { label: "Verbindung beeinträchtigt", text: "Die Anbieterverbindung „{name}“ ist beeinträchtigt." },
      unhealthy: {
        label: "Verbindung nicht funktionsfähig",
        text: "Die Anbieterverbindung „{name}“ ist nicht funktionsfähig.",
      },
    },
    notInOrder: {
      one: "{count} Umgebung hat keine Vorgänge oder keine funktionsfähige Verbindung.",
      other: "{count} Umgebungen haben keine Vorgänge oder keine funktionsfähige Verbindung.",
    },
  },
  checkedCalm: {
    one: "Keine offenen Punkte. {count} Vorgang geprüft.",
    other: "Keine offenen Punkte. {count} Vorgänge geprüft.",
    nothing: "Keine offenen Punkte. Keine aktiven Vorgänge.",
  },
  lane: "Blockiert",
  causeWindow: {
    within: { "24h": "der letzten 24 Stunden", "7d": "der letzten 7 Tage", "30d": "der letzten 30 Tage" },
    exact: { one: "{count} offener Punkt {within}.", other: "{count} offene Punkte {within}, {causes}." },
    atLeast: {
      one: "Mindestens {count} offener Punkt {within}.",
      other: "Mindestens {count} offene Punkte {within}, {causes}.",
    },
    none: "Kein Punkt {within} ist offen.",
  },
  causes: {
    manual_review: {
      label: "Manuelle Prüfung erforderlich",
      guidance:
        "Prüfen Sie, welche Änderungen wirksam wurden und welche nicht, und nehmen Sie den Vorgang mit einer Begründung zur Kenntnis.",
      impact: "Bis zur Prüfung ist nicht bekannt, ob die Änderungen wirksam wurden.",
    },
    blocked: {
      label: "Blockiert",
      guidance: "Beheben Sie die Ursache, die beim Vorgang steht, und starten Sie ihn erneut.",
      impact: "Die Arbeit ist nicht erledigt. Jeder neue Versuch wird blockiert, bis die Ursache behoben ist.",
    },
    failed: {
      label: "Fehlgeschlagen",
      guidance: "Beheben Sie die Ursache, die beim Vorgang steht, und starten Sie ihn erneut.",
      impact: "Die Arbeit ist nicht erledigt und wird nicht automatisch wiederholt.",
    },
    stale_running: {
      label: "Überfällig während der Ausführung",
      guidance: "Suchen Sie einen Nachweis für das Ende. Brechen Sie den Vorgang ab, wenn er nicht weiterlaufen darf.",
      impact: "Es ist nicht bekannt, ob die Arbeit erledigt ist.",
    },
    stale_queued: {
      label: "Überfällig in der Warteschlange",
      guidance:
        "Prüfen Sie, ob die Worker der Warteschlange laufen. Brechen Sie den Vorgang ab, wenn er nicht mehr beginnen darf.",
      impact: "Die Arbeit hat nicht begonnen.",
    },
    partially_succeeded: {
      label: "Teilweise erfolgreich",
      guidance: "Prüfen Sie die ausgelassenen Einträge und starten Sie den Vorgang für diese erneut.",
      impact: "Ein Teil der Arbeit ist nicht erledigt.",
    },
  },
  proof: {
    active: "Ein Ende ist nicht belegt.",
    reported: "Noch nicht behoben.",
    reconciled: "Durch Abgleich beendet. Noch nicht behoben.",
  },
  baseline: {
    unknown: "Unbekannt",
    none: "Unter den neuesten Vorgängen betrifft keiner eine Referenz.",
    attention: "Ein Vorgang zur Referenz erfordert Ihre Aufmerksamkeit.",
    active: "Ein Vorgang zur Referenz läuft.",
    fine: "Zur Referenz besteht kein Handlungsbedarf.",
  },
  roles: {
    owner: "Eigentümer",
    manager: "Verwalter",
    operator: "Bearbeiter",
    readonly: "Nur lesend",
    unknown: "Neuere Version",
  },
  ages: {
    queued: "Eingeplant",
    running: "Gestartet",
    queued_late: "Überfällig, eingeplant",
    running_late: "Überfällig, gestartet",
    queued_unusual: "Älter als üblich, eingeplant",
    running_unusual: "Älter als üblich, gestartet",
  },
  triage: { retry: "Erneut versuchen", mark_investigated: "Als untersucht vermerken" },
  investigatedConsequence:
    "Ihre Notiz wird beim Vorgang gespeichert. Der Vorgang und seine Bewertung ändern sich nicht.",
  records: {
    unknown: "Unbekannter Zustand",
    disabled: "Deaktiviert",
    consent_missing: "Zustimmung fehlt",
    permission_missing: "Berechtigung fehlt",
    healthy: "Funktionsfähig",
    unhealthy: "Nicht funktionsfähig",
    impaired: "Beeinträchtigt",
    unchecked: "Nicht geprüft",
    present: "Vorhanden",
    gone: "Beim Anbieter nicht mehr vorhanden",
    preparing: "Wird vorbereitet",
    ready: "Bereit",
    active: "Aktiv",
    published: "Veröffentlicht",
    completed: "Vollständig",
    partial: "Teilweise vollständig",
    failed: "Fehlgeschlagen",
    cancelled: "Abgebrochen",
    superseded: "Überholt",
    expired: "Abgelaufen",
    archived: "Archiviert",
    preview_ready: "Vorschau bereit",
    enabled: "Aktiviert",
    captured: "Erfasst",
    not_captured: "Noch nicht erfasst",
    resolved: "Behoben",
    accepted: "Akzeptiert",
    deviates: "Weicht ab",
    plan_ready: "Plan bereit",
    purged: "Gelöscht",
  },
};
