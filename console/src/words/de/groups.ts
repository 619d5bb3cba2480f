import type { groups as english } from "../en/groups.ts";

export const groups: typeof english = {
  group: {
    window: "Zeitraum",
    windows: { "24h": "24 Stunden", "7d": "7 Tage", "30d": "30 Tage" },
    ever: "Alles Offene",
    again: "Erneut ausführen …",
    title: (cause) => `Erneut ausführen: ${cause}`,
    means:
      "Jeder Fehlschlag wurde mit dem jetzt gespeicherten Stand abgeglichen. Noch ist nichts gestartet. Jeder Vorgang wird erneut geprüft, sobald er an der Reihe ist.",
    list: "Vorgänge dieser Ursache",
    verdict: "Bewertung",
    why: "Grund",
    verdicts: {
      needed: "Erneut ausführen",
      already_true: "Bereits erledigt",
      needs_person: "Erfordert eine Entscheidung",
    },
    counted: (label, count) => `${label} (${count})`,
    first: (shown, all) => `Die ersten ${shown} von ${all} sind aufgeführt.`,
    capped: "Die Ursache hat mehr Vorgänge, als eine Entscheidung umfasst. Entscheiden Sie danach über die übrigen.",
    nothing: "Kein Vorgang in dieser Gruppe.",
    gone: "Von dieser Ursache ist nichts mehr offen.",
    proof: "Nachweis öffnen",
    submit: (count) => `Erneut ausführen (${count})`,
  },
};
