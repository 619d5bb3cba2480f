import type { verify as english } from "../en/verify.ts";

/** Texts of the verifier. */
export const verify: typeof english = {
  title: "Datei prüfen",
  intro:
    "Prüft die Signatur und jede Datei einer Überprüfungsmappe oder der Nachweise eines Vorgangs. Jede Bewertung wird erneut aus ihren Fakten hergeleitet. Es wird nichts gesendet.",
  label: "Signierte Datei (ZIP)",
  trustedKey: "Vertrauenswürdiger Schlüssel (optional)",
  trustedKeyHint:
    "SHA-256-Fingerabdruck oder öffentlicher Schlüssel (PEM) der Bereitstellung, nicht aus der Datei selbst.",
  trustedKeyInvalid:
    "Geben Sie einen Fingerabdruck aus 64 hexadezimalen Zeichen oder einen öffentlichen Schlüssel als PEM ein.",
  reading: "Wird geprüft",
  notRead: "Die Datei kann nicht gelesen werden.",
  unaltered: "Die Datei ist unverändert, und jede Bewertung folgt aus ihren Fakten.",
  notDerived:
    "Die Datei ist unverändert. Ihre Bewertungen stammen von Regeln einer anderen Version und wurden nicht erneut hergeleitet.",
  altered: "Die Datei weicht von der signierten ab.",
  wrong: "Die Datei ist signiert, aber ihre Angaben folgen nicht aus ihren Fakten.",
  anotherKey: "Die Datei ist mit einem anderen als dem vertrauenswürdigen Schlüssel signiert.",
  formats: { "runtruth.review-pack": "Überprüfungsmappe", "runtruth.evidence-bundle": "Nachweise eines Vorgangs" },
  format: "Art",
  key: "Signaturschlüssel (SHA-256)",
  trust: "Vertrauen in den Schlüssel",
  trustOf: (isTrusted) =>
    isTrusted === undefined
      ? "Nicht verglichen. Geben Sie den Schlüssel ein, den die Bereitstellung anzeigt."
      : isTrusted
        ? "Vertrauenswürdig: der von Ihnen eingegebene Schlüssel"
        : "Nicht vertrauenswürdig: ein anderer als der von Ihnen eingegebene Schlüssel",
  rules: "Version der Regeln",
  problems: "Probleme",
  files: "Dateien",
  file: "Datei",
  record: "Datensatz",
  verdict: "Ergebnis",
  good: "Unverändert",
  unknown: "Nicht geprüft",
  codes: {
    another_key: "Anderer als der vertrauenswürdige Schlüssel",
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
