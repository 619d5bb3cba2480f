import type { verify as english } from "../en/verify.ts";

/** Texts of the verifier. */
export const verify: typeof english = {
  title: "Datei prüfen",
  intro:
    "Prüft die Signatur und jede Datei einer Überprüfungsmappe oder der Nachweise eines Vorgangs. Jede Bewertung wird erneut aus ihren Fakten hergeleitet. Es wird nichts gesendet.",
  label: "Signierte Datei (ZIP)",
  reading: "Wird geprüft",
  notRead: "Die Datei kann nicht gelesen werden.",
  unaltered: "Die Datei ist unverändert, und jede Bewertung folgt aus ihren Fakten.",
  notDerived:
    "Die Datei ist unverändert. Ihre Bewertungen stammen von Regeln einer anderen Version und wurden nicht erneut hergeleitet.",
  altered: "Die Datei weicht von der signierten ab.",
  wrong: "Die Datei ist signiert, aber ihre Angaben folgen nicht aus ihren Fakten.",
  formats: { "runtruth.review-pack": "Überprüfungsmappe", "runtruth.evidence-bundle": "Nachweise eines Vorgangs" },
  format: "Art",
  key: "Signaturschlüssel (SHA-256)",
  keyHint:
    "Der Schlüssel stammt aus der Datei selbst. Vergleichen Sie ihn auf einem anderen Weg mit dem, den die Bereitstellung anzeigt.",
  rules: "Version der Regeln",
  problems: "Probleme",
  files: "Dateien",
  file: "Datei",
  record: "Datensatz",
  verdict: "Ergebnis",
  good: "Unverändert",
  unknown: "Nicht geprüft",
  codes: {
    not_a_pack: "Weder Überprüfungsmappe noch Nachweispaket",
    signature_invalid: "Signatur ungültig",
    file_missing: "Fehlt",
    file_altered: "Verändert",
    file_unlisted: "Nicht Teil der signierten Datei",
    archive_altered: "Im Archiv verändert",
    manifest_contradicts: "Widerspricht dem Manifest",
    not_derived: "Folgt nicht aus den Fakten",
    misnamed: "Inhalt passt nicht zum Namen",
    unreadable: "Mit dieser Version nicht lesbar",
  },
};
