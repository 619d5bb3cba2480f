import type { IssueCode, ProblemCode } from "../../../contract/problem.ts";

/** Why a request was refused; `errors` holds the details. */
export const problemDetails: Record<ProblemCode, string> = {
  body_malformed: "Der Inhalt ist kein gültiges JSON oder überschreitet die Grenzen für Länge und Tiefe.",
  body_too_large: "Der Inhalt ist größer, als angenommen wird.",
  media_type_unsupported: "Der Inhalt muss als application/json gesendet werden.",
  header_invalid: "Idempotency-Key muss aus 1 bis 255 druckbaren ASCII-Zeichen bestehen.",
  query_invalid: "Jeder Parameter muss bekannt sein, einen zulässigen Wert haben und höchstens einmal vorkommen.",
  cursor_invalid:
    "Verwenden Sie nextCursor unverändert, für dieselbe Liste und innerhalb eines Tages, oder beginnen Sie von vorn.",
  unauthenticated: "Der Anfrage fehlt ein gültiges Token.",
  capability_missing: "Dafür fehlt Ihnen in diesem Arbeitsbereich die Berechtigung.",
  not_found: "Nicht gefunden, oder Sie haben keinen Zugriff.",
  method_not_allowed: "Welche Methoden hier erlaubt sind, steht im Kopffeld Allow.",
  idempotency_key_reused:
    "Dieser Schlüssel gehört zu einer anderen Anfrage. Verwenden Sie einen neuen oder senden Sie jene Anfrage erneut.",
  line_busy:
    "Ein anderer Vorgang bearbeitet denselben Datensatz mit anderen Angaben. Warten Sie dessen Ende ab und starten Sie erneut.",
  approval_required:
    "Eine andere Person muss diesen Plan freigeben. Beantragen Sie die Freigabe oder warten Sie die Entscheidung ab.",
  plan_unsupported: "Für diese Art von Vorgang gibt es keinen Plan, der freigegeben werden kann.",
  same_person: "Über einen Plan entscheidet eine andere Person als die, die ihn beantragt hat.",
  plan_changed: "Der Plan weicht vom geprüften ab. Laden Sie ihn neu und prüfen Sie ihn erneut.",
  plan_expired: "Die Frist des Plans ist abgelaufen. Erstellen Sie einen neuen Plan.",
  input_invalid: "Mindestens eine Angabe ist ungültig. Einzelheiten stehen bei den Angaben.",
  operation_type_unknown: "Unbekannte Art von Vorgang. Der Katalog nennt alle zulässigen Arten.",
  operation_not_startable: "Diese Art von Vorgang kann nur die Plattform starten, oder sie ist noch nicht verfügbar.",
  operation_not_schedulable:
    "Ein Zeitplan startet Arbeit, die liest oder eigene Datensätze anlegt. Gezielte Änderungen und Pläne startet eine Person.",
  operation_not_in_waves:
    "Eine Welle startet Arbeit, die liest oder eigene Datensätze anlegt. Gezielte Änderungen und Pläne starten Sie je Umgebung.",
  selection_empty: "Keine Umgebung entspricht der Auswahl, es würde nichts gestartet. Ändern Sie die Auswahl.",
  selection_too_large: "Eine Welle hat höchstens 1.000 Ziele. Starten Sie mehrere Wellen mit aufgezählten Umgebungen.",
  rule_invalid: "Geben Sie einen Cron-Ausdruck mit fünf Feldern und Zeitzone an, oder einen Abstand in ganzen Minuten.",
  timezone_unknown: "Geben Sie eine IANA-Zeitzone an, zum Beispiel Europe/Berlin oder UTC.",
  interval_too_short: "Zwischen zwei Terminen müssen mindestens fünf Minuten liegen.",
  review_not_publishable: "Nur eine Überprüfung, die bereit ist, kann veröffentlicht werden.",
  file_not_available: "Die Datei ist nicht fertig oder abgelaufen. Erstellen Sie sie erneut.",
  action_not_available: "Diese Aktion ist für den Vorgang derzeit nicht verfügbar.",
  limit_reached: "Die Obergrenze des Arbeitsbereichs ist erreicht. Entfernen Sie zuerst nicht mehr benötigte Einträge.",
  revision_conflict: "Der Eintrag wurde inzwischen geändert. Laden Sie ihn neu und wiederholen Sie Ihre Änderung.",
  environment_archived: "Diese Umgebung ist archiviert. Holen Sie sie aus dem Archiv zurück, um Vorgänge zu starten.",
  schedule_busy:
    "Ein fälliger Termin muss erst erfasst werden. Versuchen Sie es einige Minuten danach erneut, oder halten Sie den Zeitplan an.",
  last_owner: "Ein Arbeitsbereich braucht mindestens eine Person, die ihn besitzt.",
  rate_limited: "Warten Sie einen Moment und versuchen Sie es dann erneut.",
  internal_error: "Die Anfrage konnte nicht abgeschlossen werden. Ein neuer Versuch ist unbedenklich.",
  store_busy: "Der Datenspeicher ist überlastet. Warten Sie einen Moment und versuchen Sie es dann erneut.",
  "queue.dispatch_failed":
    "Der Vorgang ist als fehlgeschlagen beendet und wird nicht bearbeitet. Beginnen Sie ihn neu.",
};

/** Format errors of one value. */
export const issueTexts: Record<IssueCode, string> = {
  required: "Diese Angabe fehlt.",
  wrong_type: "Der Wert hat den falschen Typ.",
  too_small: "Der Wert ist zu kurz oder zu klein.",
  too_big: "Der Wert ist zu lang oder zu groß.",
  wrong_format: "Der Wert hat nicht das verlangte Format.",
  unknown_field: "Eine Angabe ist hier nicht bekannt.",
  not_allowed: "Der Wert ist hier nicht zulässig.",
};

/** Errors of well-formed values that reference nothing. */
export const fieldTexts: Readonly<Record<string, string>> = {
  providerConnectionId:
    "Die Umgebung hat keine solche Anbieterverbindung, oder keine, die als Standard festgelegt ist.",
  evidenceSnapshotId:
    "Die Umgebung hat keine aktive Momentaufnahme der Nachweise, aus der eine Überprüfung entstehen kann.",
  backupSetId: "Die Umgebung hat keinen solchen Sicherungssatz, der verwendbar ist.",
  policyIds: "Nicht alle genannten Richtlinien sind vorhanden.",
  owner:
    "Der Arbeitsbereich besteht schon, und diese Person besitzt ihn nicht. Lassen Sie die Angabe weg; seine Mitglieder ändert, wer ihn besitzt.",
  restoreRunId:
    "Eine Wiederherstellung führt eine Vorschau aus. Wählen Sie eine ausführbare, oder erstellen Sie zuerst eine.",
};
