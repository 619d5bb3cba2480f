import type { repeats as reference } from "../en/repeats.ts";
import type { Wording } from "../en.ts";

export const repeats: Wording<typeof reference> = {
  verdicts: {
    already_true: "Bereits erledigt",
    needed: "Erneut ausführen",
    needs_person: "Erfordert eine Entscheidung",
  },
  reasons: {
    later_success: "Ein späterer Vorgang derselben Arbeit war erfolgreich.",
    provider_current_state: "Die Anbieterverbindung wurde seither geprüft und ist in Ordnung.",
    artifact_usable: "Der Datensatz, den der Vorgang erstellen sollte, ist vorhanden und verwendbar.",
    no_problem: "Der Vorgang war erfolgreich.",
    not_done_since: "Die Arbeit wurde seither nicht erledigt.",
    active: "Der Vorgang ist noch nicht beendet.",
    under_way: "Dieselbe Arbeit läuft bereits. Warten Sie, bis sie beendet ist.",
    connection_disabled: "Seine Anbieterverbindung ist deaktiviert. Aktivieren Sie zuerst die Verbindung.",
    acknowledged: "Eine Person hat den Vorgang zur Kenntnis genommen.",
    cancelled: "Eine Person hat den Vorgang abgebrochen.",
    parts_follow_up: "Wiederholen Sie die Welle auf ihrer Seite für ausgewählte Ziele.",
    proof_ambiguous: "Es ist nicht bekannt, ob die Arbeit erledigt ist. Prüfen Sie den Vorgang.",
    high_risk:
      "Die Arbeit ändert die Umgebung. Prüfen Sie den Vorgang und starten Sie die Arbeit danach mit einem Plan erneut.",
    unknown_type: "Der Vorgangstyp ist in dieser Version nicht deklariert.",
    newer_version: "Eine neuere Version hat den Vorgang aufgezeichnet. Entscheiden Sie dort.",
    scope_incomplete: "Der Vorgang nennt keine Umgebung und kann daher weder nachgewiesen noch wiederholt werden.",
    not_repeatable: "Arbeit dieses Typs wird nicht mit derselben Eingabe wiederholt.",
    environment_archived: "Die Umgebung ist archiviert.",
    record_missing: "Ein Datensatz, mit dem der Vorgang gestartet wurde, ist nicht mehr vorhanden.",
    not_permitted: "Sie haben nicht das Recht, diese Arbeit zu starten.",
  },
};
