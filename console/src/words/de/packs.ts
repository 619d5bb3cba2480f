import type { packs as english } from "../en/packs.ts";

/** Texte zu Überprüfungsmappen. */
export const packs: typeof english = {
  pack: {
    title: "Inhalt der Mappe",
    contents: "Inhalt",
    parts: {
      review: "Überprüfung",
      evidence: "Nachweise",
      findings: "Abweichungen mit Entscheidungen",
      runs: "Ausführungen",
      posture: "Sicherheitsstatus",
      compliance: "Gerätekonformität",
      documents: "Richtliniendokumente",
    },
    persons: "Personen",
    named: "Mit Benutzer-ID genannt",
    pseudonymised: "Pseudonyme",
    language: "Sprache",
    size: "Größe",
    kilobytes: (count: string) => `${count} KB`,
    files: "Dateien",
    exportTitle: "Inhalt des Exports",
    form: "Form",
    missing: "Fehlende Dokumente",
    masked: "Mit maskierten Geheimnissen",
    download: "Herunterladen",
    downloadMeans:
      "Der Link gilt fünf Minuten für alle, die ihn kennen. Jeder Download wird im Prüfprotokoll festgehalten.",
    namedNeedsRight:
      "Diese Mappe nennt Personen. Nur Mitglieder mit Zugriff auf das Prüfprotokoll können sie herunterladen.",
    verify: "Prüfung",
    verifyHow:
      "Empfänger können die Mappe offline prüfen: VERIFY.txt in der Mappe nennt die Schritte. Teilen Sie ihnen den Schlüssel getrennt von der Mappe mit.",
    keyFingerprint: "Signaturschlüssel (SHA-256)",
    fileDigest: "Datei (SHA-256)",
  },
  evidenceFile: {
    download: "Nachweise herunterladen",
    downloaded: (file: string, key: string) => `${file} wurde gespeichert. Signaturschlüssel: ${key}.`,
  },
};
