/** What a signed file is, for its reader. */
export type SignedFile = "pack" | "evidence";
type Locale = "en" | "de";

const headings: Readonly<Record<Locale, Readonly<Record<SignedFile, string>>>> = {
  en: { pack: "HOW TO VERIFY THIS REVIEW PACK", evidence: "HOW TO VERIFY THIS EVIDENCE BUNDLE" },
  de: { pack: "SO PRÜFEN SIE DIESE ÜBERPRÜFUNGSMAPPE", evidence: "SO PRÜFEN SIE DIESES NACHWEISPAKET" },
};

/** With the tools of any machine; `{file}` is the name of the archive and `{key}` the digest of the signing key. */
const steps: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    "You need unzip, openssl (3.0 or later), sha256sum and bash. No network is used.",
    "Every command must succeed. If one fails, the file was altered.",
    "",
    "1. Unpack the archive into an empty folder and go there.",
    "",
    "    $ unzip -q {file}.zip -d {file}",
    "    $ cd {file}",
    "",
    "2. Compare the signing key with the one that the console shows for this file.",
    "   This digest must be {key}.",
    "",
    "    $ openssl pkey -pubin -in public-key.pem -outform DER | sha256sum | grep -q {key}",
    "",
    "3. Check the signature.",
    "",
    "    $ openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.sha256 -sigfile manifest.sig",
    "",
    "4. Check the manifest and the list of digests, then every file.",
    "",
    "    $ sha256sum --check --strict --quiet manifest.sha256",
    "    $ sha256sum --check --strict --quiet SHA256SUMS",
    "",
    "5. Check that no file was added.",
    "",
    "    $ diff <(find . -type f -printf '%P\\n' | LC_ALL=C sort) <((cut -c67- SHA256SUMS; printf '%s\\n' SHA256SUMS manifest.json manifest.sha256 manifest.sig) | LC_ALL=C sort)",
    "",
  ],
  de: [
    "Sie benötigen unzip, openssl (ab 3.0), sha256sum und bash. Das Netzwerk wird nicht verwendet.",
    "Jeder Befehl muss erfolgreich sein. Schlägt einer fehl, wurde die Datei verändert.",
    "",
    "1. Entpacken Sie das Archiv in einen leeren Ordner und wechseln Sie dorthin.",
    "",
    "    $ unzip -q {file}.zip -d {file}",
    "    $ cd {file}",
    "",
    "2. Vergleichen Sie den Signaturschlüssel mit dem, den die Konsole zu dieser Datei anzeigt.",
    "   Die Prüfsumme muss {key} sein.",
    "",
    "    $ openssl pkey -pubin -in public-key.pem -outform DER | sha256sum | grep -q {key}",
    "",
    "3. Prüfen Sie die Signatur.",
    "",
    "    $ openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.sha256 -sigfile manifest.sig",
    "",
    "4. Prüfen Sie das Manifest und die Liste der Prüfsummen, dann jede Datei.",
    "",
    "    $ sha256sum --check --strict --quiet manifest.sha256",
    "    $ sha256sum --check --strict --quiet SHA256SUMS",
    "",
    "5. Prüfen Sie, dass keine Datei hinzugefügt wurde.",
    "",
    "    $ diff <(find . -type f -printf '%P\\n' | LC_ALL=C sort) <((cut -c67- SHA256SUMS; printf '%s\\n' SHA256SUMS manifest.json manifest.sha256 manifest.sig) | LC_ALL=C sort)",
    "",
  ],
};

const closings: Readonly<Record<Locale, Readonly<Record<SignedFile, readonly string[]>>>> = {
  en: {
    pack: [
      "manifest.json names the record that each file shows. The command line of Runtruth does all of this",
      "and derives the verdicts of the review again: 'runtruth verify pack.zip'. It uses no network.",
    ],
    evidence: [
      "facts.json has the run and its proofs as they are stored, verdicts.json what follows from them and from when on.",
      "audit.json has the audit entries of the run, without downloads of its evidence. The command line of Runtruth does",
      "all of this and derives every verdict again: 'runtruth verify evidence.zip'. It uses no network.",
    ],
  },
  de: {
    pack: [
      "manifest.json nennt zu jeder Datei den Datensatz, den sie zeigt. Die Befehlszeile von Runtruth erledigt dies alles",
      "und leitet die Bewertungen der Überprüfung erneut her: 'runtruth verify pack.zip'. Sie benötigt kein Netzwerk.",
    ],
    evidence: [
      "facts.json enthält die Ausführung und ihre Belege, wie sie gespeichert sind, verdicts.json, was daraus ab wann folgt.",
      "audit.json enthält die Einträge des Prüfprotokolls zur Ausführung, ohne Downloads ihrer Nachweise. Die Befehlszeile",
      "von Runtruth erledigt dies alles und leitet jede Bewertung erneut her: 'runtruth verify evidence.zip'. Sie benötigt",
      "kein Netzwerk.",
    ],
  },
};

/** How a reader verifies a signed file with common tools. */
export function verifyStepsOf(file: SignedFile, locale: Locale, keyFingerprint: string): string {
  const lines = [headings[locale][file], "", ...steps[locale], ...closings[locale][file]];
  return `${lines.map((line) => line.replaceAll("{file}", file).replaceAll("{key}", keyFingerprint)).join("\n")}\n`;
}
