import type { lists as english } from "../en/lists.ts";

export const lists: typeof english = {
  bulk: {
    actions: "Aktionen",
    runs: (count) => (count === 1 ? "1 Vorgang" : `${count} Vorgänge`),
    progress: (done, total) => `${done} von ${total} erledigt`,
    refused: (count) => (count === 1 ? "1 Vorgang blieb unverändert" : `${count} Vorgänge blieben unverändert`),
    alreadyDone: (count) =>
      count === 1
        ? "1 Vorgang war bereits erledigt und läuft nicht erneut"
        : `${count} Vorgänge waren bereits erledigt und laufen nicht erneut`,
    complete: (count) => (count === 1 ? "Für 1 Vorgang erledigt." : `Für alle ${count} Vorgänge erledigt.`),
    earlier: (count) =>
      count === 1
        ? "Das schließt 1 früheren Vorgang derselben Arbeit ein."
        : `Das schließt ${count} frühere Vorgänge derselben Arbeit ein.`,
    show: "Ergebnisse anzeigen",
    select: "Auswählen",
    selectAll: "Alle angezeigten Vorgänge auswählen",
  },
  causes: {
    title: "Offene Punkte nach Ursache",
    cause: "Ursache",
    issues: "Offene Punkte",
    runs: "Vorgänge",
    where: "Umgebung",
    operations: "Art des Vorgangs",
    since: "Seit",
    next: "Nächster Schritt",
    held: "Nicht offen: Eine deaktivierte Verbindung blockiert diese Vorgänge.",
    more: (count) => `und ${count} weitere`,
    blocks: (count) => (count === 1 ? "blockiert 1 Vorgang" : `blockiert ${count} Vorgänge`),
  },
  list: {
    more: "Weitere anzeigen",
    start: "Zum Anfang",
    copyLink: "Link kopieren",
    linkCopied: "Link kopiert",
    export: "Als CSV exportieren",
    notExported: "Der Export ist fehlgeschlagen. Versuchen Sie es erneut.",
    exported: (count) => `${count} Vorgänge exportiert.`,
    exportedInPart: (count) =>
      `Nur die neuesten ${count} Vorgänge wurden exportiert. Schränken Sie die Filter für die übrigen ein.`,
    preferences: "Spalten und Darstellung",
    columns: "Spalten",
    compact: "Kompakte Zeilen",
    wrap: "Lange Texte umbrechen",
    sortNote: "Sortiert werden die geladenen Zeilen.",
    apply: "Übernehmen",
    group: "Ansicht",
    byRun: "Vorgänge",
    byCause: "Nach Ursache",
    csv: [
      "Kennung",
      "Art des Vorgangs",
      "Umgebung",
      "Zustand",
      "Ursache",
      "Gestartet von",
      "Angelegt",
      "Beendet",
      "Wartezeit (s)",
      "Laufzeit (s)",
    ],
  },
};
