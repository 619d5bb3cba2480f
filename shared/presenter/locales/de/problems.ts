import type { Words } from "../en.ts";

export const problems: Words["problems"] = {
  body_malformed: "Der Inhalt der Anfrage ist nicht lesbar",
  body_too_large: "Der Inhalt der Anfrage ist zu groß",
  media_type_unsupported: "Der Inhalt der Anfrage muss JSON sein",
  header_invalid: "Ein Kopffeld der Anfrage ist ungültig",
  query_invalid: "Die Abfrage ist ungültig",
  cursor_invalid: "Die Fortsetzungsmarke ist hier ungültig",
  unauthenticated: "Bitte zuerst anmelden",
  capability_missing: "Dazu sind Sie hier nicht berechtigt",
  not_found: "Nicht gefunden",
  method_not_allowed: "Diese Methode ist hier nicht erlaubt",
  idempotency_key_reused: "Der Schlüssel gehört zu einer anderen Anfrage",
  input_invalid: "Die Eingabe ist ungültig",
  operation_type_unknown: "Diese Art von Vorgang gibt es nicht",
  operation_not_startable: "Diese Art von Vorgang kann nicht gestartet werden",
  review_not_publishable: "Diese Überprüfung kann nicht veröffentlicht werden",
  action_not_available: "Das ist mit diesem Vorgang jetzt nicht möglich",
  last_owner: "Ein Arbeitsbereich braucht jemanden, der ihn besitzt",
  rate_limited: "Zu viele Anfragen",
  internal_error: "Bei uns ist etwas schiefgegangen",
  "queue.dispatch_failed": "Die Arbeit konnte nicht eingereiht werden",
};
