import type { Words } from "../en.ts";

export const failures: Words["failures"] = {
  "queue.dispatch_failed": "Der Vorgang konnte nicht eingereiht werden.",
  "run.stale_queued": "Die Arbeit hat nicht im erwarteten Zeitfenster begonnen.",
  "run.stale_running": "Die Arbeit wurde nicht im erwarteten Zeitfenster abgeschlossen.",
  "run.infrastructure_timeout_or_abandonment": "Der Vorgang endete nicht innerhalb von 24 Stunden.",
  "run.queue_failure_bridge": "Der letzte Zustellversuch ist gescheitert.",
  "run.adapter_out_of_sync": "Die gespeicherten Daten widersprechen diesem Vorgang.",
  "run.handler_failed": "Die Arbeit brach mit einem Fehler ab.",
  "run.handover_limit": "Der Vorgang hat die zulässige Zahl von Fortsetzungen überschritten.",
  "run.further_failures": "Weitere Einträge sind fehlgeschlagen.",
  provider_connection_invalid: "Die Anbieterverbindung fehlt oder ist ungültig.",
  provider_connection_disabled: "Die Anbieterverbindung ist deaktiviert.",
  provider_consent_missing:
    "Die Zustimmung beim Anbieter fehlt. Erteilen Sie sie und prüfen Sie die Verbindung erneut.",
  provider_permission_denied: "Der Anbieter lässt dies nicht zu.",
  provider_credential_missing:
    "Das Geheimnis der Anbieterverbindung fehlt oder ist nicht lesbar. Legen Sie es an oder stellen Sie es wieder her, erteilen Sie den Zugriff und prüfen Sie die Verbindung.",
  provider_secret_not_allowed:
    "Die Anbieterverbindung nennt ein Geheimnis außerhalb ihrer Umgebung; bitte das Geheimnis unter einem zulässigen Namen ablegen und die Verbindung anpassen.",
  provider_auth_failed: "Der Anbieter hat die Anmeldung abgelehnt.",
  provider_throttled: "Der Anbieter drosselt Anfragen.",
  provider_unreachable: "Der Anbieter war nicht erreichbar.",
  provider_response_invalid: "Der Anbieter hat eine ungültige Antwort zurückgegeben.",
  "policy_sync.items_failed": "Einige Richtlinien konnten nicht abgeglichen werden.",
  policy_invalid: "Eine Richtlinie ist nicht lesbar und wurde ausgelassen.",
  policy_id_missing: "Eine Richtlinie ohne brauchbare Kennung wurde ausgelassen.",
  policy_id_duplicate: "Zwei Richtlinien haben dieselbe Kennung; die zweite wurde ausgelassen.",
  policy_id_taken: "Eine Richtlinie einer anderen Sammlung hat dieselbe Kennung; diese wurde ausgelassen.",
  policy_too_large: "Eine Richtlinie ist größer als speicherbar und wurde ausgelassen.",
  "evidence.no_synced_policies": "Bisher wurde nichts abgeglichen; bitte zuerst die Richtlinien abgleichen.",
  "review_compose.no_evidence": "Es liegen keine Nachweise vor; bitte zuerst erstellen.",
  "review_compose.duplicate_unrecoverable": "Eine andere Überprüfung derselben Nachweise ist vorhanden.",
  "review_compose.several_usable_reviews":
    "Mehrere Überprüfungen passen zu diesem Vorgang. Eine manuelle Prüfung ist erforderlich.",
  "review_compose.lineage_ambiguous": "Es ist nicht klar, welche Überprüfung auf diese folgte.",
  "review_compose.review_failed": "Die Überprüfung konnte nicht zusammengestellt werden.",
  "review_compose.review_archived": "Die Überprüfung ist archiviert und kein Ergebnis mehr.",
  "backup.no_synced_policies": "Bisher wurde nichts abgeglichen; bitte zuerst die Richtlinien abgleichen.",
  "backup.items_failed": "Einige Richtlinien konnten nicht gesichert werden.",
  "backup.source_incomplete":
    "Einige Sammlungen wurden nicht vollständig gelesen; die Sicherung enthält daher nicht alles. Führen Sie eine Richtliniensynchronisierung aus und sichern Sie erneut.",
  "backup.policy_missing": "Eine angeforderte Richtlinie wurde nicht abgeglichen.",
  "backup.taken_by_later_run": "Ein späterer Vorgang hat diesen Sicherungssatz übernommen.",
  "restore.partial_items": "Einige Richtlinien wurden nicht wiederhergestellt.",
  "restore.failed": "Die Wiederherstellung wurde nicht abgeschlossen.",
  "restore.cancelled": "Die Wiederherstellung wurde abgebrochen.",
  "restore.proof_incomplete": "Die Wiederherstellung gilt als abgeschlossen, aber ihre Einträge belegen es nicht.",
  "restore.preview_unusable": "Die Vorschau ist nicht mehr ausführbar. Erstellen Sie eine neue.",
  "restore.items_unreadable": "Die Einträge der Wiederherstellung sind nicht lesbar.",
  "restore.not_reached": "Das Zeitlimit der Wiederherstellung war vor der Bearbeitung einer Richtlinie erreicht.",
  "restore.version_missing": "Die gespeicherte Version einer Richtlinie fehlt.",
  "restore.secret_values":
    "Eine Richtlinie enthält geheime Werte, die keine Sicherung enthalten kann; bitte von Hand wiederherstellen.",
  "restore.type_changed":
    "Eine Richtlinie ist beim Anbieter inzwischen von anderer Art; bitte von Hand wiederherstellen.",
  "restore.changed_since_preview":
    "Eine Richtlinie wurde inzwischen beim Anbieter geändert oder gelöscht und bleibt so; bitte in einer Vorschau prüfen.",
  "restore.write_refused": "Der Anbieter hat die gesicherte Version einer Richtlinie abgelehnt.",
  "restore.not_verified":
    "Nicht bestätigt, ob die Richtlinie geändert wurde: Sie ließ sich danach nicht lesen. Prüfen Sie sie beim Anbieter und erstellen Sie eine neue Vorschau.",
  "restore.custom_settings_refused":
    "Der Anbieter hat die benutzerdefinierten Einstellungen (OMA-URI) der Richtlinie abgelehnt. Prüfen Sie die Schreibberechtigung; manche Mandanten nehmen sie nur von angemeldeten Administratoren an.",
  "restore.not_taken_over": "Der Anbieter hat eine Richtlinie angenommen, ihr Inhalt weicht aber von der Sicherung ab.",
  initiator_missing: "Es ist nicht gespeichert, wer diesen Vorgang gestartet hat.",
  initiator_not_entitled: "Die Person, die diesen Vorgang gestartet hat, hat keinen Zugriff mehr auf die Umgebung.",
  missing_capability: "Die Person, die diesen Vorgang gestartet hat, ist dazu nicht mehr berechtigt.",
  "run.cancelled_by_operator": "Eine Person hat den Vorgang abgebrochen.",
  "run.cancelled_by_platform": "Der Betrieb der Plattform hat den Vorgang abgebrochen.",
  "run.cancel_unconfirmed":
    "Es ist nicht bestätigt, dass die Arbeit angehalten wurde; sie kann mehr geändert haben, als verzeichnet ist.",
  provider_not_found:
    "Die angefragte Adresse ist beim Anbieter nicht vorhanden. Prüfen Sie die API-Version in der Basis-URL der Verbindung.",
  provider_redirected:
    "Der Anbieter hat die Anfrage umgeleitet; Umleitungen werden nie verfolgt. Prüfen Sie die Basis-URL der Verbindung.",
  provider_page_foreign:
    "Der Anbieter nannte eine nächste Seite an einem anderen Ursprung. Der Rest wurde nicht gelesen; prüfen Sie, ob ein Proxy Adressen umschreibt.",
  provider_pages_circular:
    "Die Seiten des Anbieters wiederholen sich endlos. Der Rest wurde nicht gelesen; gleichen Sie später erneut ab.",
  provider_document_incomplete:
    "Der Anbieter hat die Richtlinie nicht vollständig gesendet. Wiederholen Sie den Vorgang später.",
  "policy_sync.removals_not_checked":
    "Die Liste war unvollständig; entfernte Richtlinien wurden daher nicht erkannt. Als vorhanden angezeigte Richtlinien können fehlen.",
  "policy_sync.suddenly_empty":
    "Der Anbieter enthält keine Richtlinien mehr. Nichts wurde als entfernt markiert; prüfen Sie den Anbieter, gleichen Sie dann erneut ab und akzeptieren Sie das leere Ergebnis.",
  policy_document_incomplete:
    "Der Anbieter hat nicht alle Einstellungen dieser Richtlinie gesendet. Sie wurde ausgelassen; gleichen Sie später erneut ab.",
  "restore.set_incomplete":
    "Die Sicherung enthält diese Sammlung nicht vollständig; daher wurde nicht alles wiederhergestellt.",
  "restore.version_incomplete":
    "Die Sicherung enthält nur einen Teil der Einstellungen dieser Richtlinie. Sie wurde nicht verändert; sichern Sie sie erneut.",
  "restore.bound_to_other_item":
    "Eine frühere Wiederherstellung hat diese Richtlinie unter einer anderen ID neu angelegt, die hier ebenfalls wiederhergestellt wird. Sie wurde ausgelassen.",
  "restore.same_name_under_another_id":
    "Der Anbieter enthält eine andere Richtlinie dieses Typs und Namens. Sie wurde ausgelassen, weil sonst eine zweite entstünde.",
  "restore.provider_in_use":
    "Eine andere Wiederherstellung schreibt beim Anbieter dieser Umgebung oder schrieb zwischen zwei Teilen dieser. Starten Sie diese erneut, sobald jene beendet ist.",
  "restore.policy_missing":
    "Die Richtlinie ist beim Anbieter nicht vorhanden. Stellen Sie zuerst die Richtlinie wieder her, dann ihre Zuweisungen.",
  "restore.policy_exists":
    "Die Richtlinie ist beim Anbieter mit anderem Inhalt vorhanden. Nichts wurde geändert; stellen Sie sie aus einer Sicherung wieder her.",
  "restore.group_missing":
    "Eine gesicherte Gruppe ist im Mandanten nicht vorhanden. Nennen Sie eine Ersatzgruppe oder weisen Sie die Richtlinie von Hand zu.",
  "restore.filter_missing":
    "Ein gesicherter Filter ist im Mandanten nicht vorhanden. Legen Sie ihn an oder weisen Sie die Richtlinie von Hand zu.",
  "restore.target_unknown":
    "Die Richtlinie hat eine Zuweisung, die nicht wiederherstellbar ist. Weisen Sie sie von Hand zu.",
  "restore.targets_not_held":
    "Die Sicherung enthält für die Richtlinie keine Zuweisungen. Soll sie keine haben, entfernen Sie die vorhandenen von Hand.",
  "restore.actions_not_held":
    "Die Sicherung enthält keine Aktionen bei Nichtkonformität. Die beim Anbieter bleiben; eine fehlende Richtlinie ist von Hand anzulegen.",
  "restore.broadens":
    "Die Richtlinie würde alle Geräte oder alle Benutzer erreichen. Erlauben Sie dies in einer neuen Vorschau oder weisen Sie sie von Hand zu.",
  "restore.not_synced":
    "Die Richtlinie wurde nach dem letzten Abgleich geändert; ihre neueste Version ist nicht gespeichert. Gleichen Sie die Richtlinien ab und erstellen Sie eine neue Vorschau.",
  "restore.delete_refused": "Der Anbieter hat die Löschung der Richtlinie abgelehnt.",
  "restore.not_deleted": "Der Anbieter hat die Löschung angenommen, die Richtlinie ist aber noch vorhanden.",
  "restore.already_gone": "Die Richtlinie ist beim Anbieter nicht mehr vorhanden.",
  "restore.secrets_not_held":
    "Der gespeicherten Version fehlen die geheimen Werte; die Richtlinie ist nur von Hand neu anzulegen.",
  "restore.assignments_not_restored":
    "Zuweisungen werden nicht wiederhergestellt. Eine neu angelegte Richtlinie ist wirkungslos, bis Sie sie zuweisen.",
  "promotion.source_missing":
    "Die Quellumgebung enthält nicht mehr, was übernommen werden sollte. Gleichen Sie ihre Richtlinien ab und erstellen Sie eine neue Vorschau.",
  "promotion.group_unmapped":
    "Zu einer Gruppe der Quelle gibt es hier keine eindeutige Gruppe gleichen Namens. Nennen Sie eine oder gleichen Sie die Gruppen beider Umgebungen ab.",
  "promotion.filter_unmapped":
    "Zu einem Filter der Quelle gibt es hier keinen eindeutigen Filter gleichen Namens. Nennen Sie einen oder legen Sie ihn an.",
  "promotion.scope_tag_unmapped":
    "Zu einem Bereichstag der Quelle gibt es hier kein eindeutiges gleichen Namens. Nennen Sie eines oder legen Sie es an.",
  "promotion.template_unmapped":
    "Zu einer Nachrichtenvorlage der Quelle gibt es hier keine eindeutige gleichen Namens. Nennen Sie eine, legen Sie sie an oder gleichen Sie das Inventar der Quelle ab.",
  "promotion.actions_unmapped":
    "Die Aktionen bei Nichtkonformität verweisen auf Nachrichtenvorlagen oder Gruppen der Quelle. Legen Sie die Richtlinie von Hand an.",
  provider_not_licensed: "Dem Mandanten fehlt die Lizenz dafür. Dieser Teil wurde nicht gelesen.",
  provider_position_expired: "Der Anbieter hat die Position in einer Liste verworfen. Starten Sie den Vorgang erneut.",
  "records.not_confirmed": "Das gespeicherte Ergebnis weicht von dem geschriebenen ab. Starten Sie den Vorgang erneut.",
  "directory.count_differs":
    "Der Anbieter zählt eine andere Anzahl von Objekten, als seine Liste enthält. Gleichen Sie später erneut ab.",
  "directory.definitions_missing":
    "Rollenzuweisungen verweisen auf Rollendefinitionen, die der Anbieter nicht gesendet hat.",
  "baseline.profile_missing":
    "Das Referenzprofil oder sein Referenzstand fehlt. Erfassen Sie zuerst den Referenzstand.",
  "baseline.source_incomplete":
    "Der letzte Richtlinienabgleich war unvollständig; ein Referenzstand hätte Lücken. Gleichen Sie die Richtlinien ab und erfassen Sie ihn dann erneut.",
  "baseline.source_stale":
    "Der letzte Richtlinienabgleich ist zu alt. Gleichen Sie die Richtlinien ab und starten Sie den Vorgang dann erneut.",
  "baseline.no_policies":
    "Richtlinien des Referenzprofils sind nicht abgeglichen. Ändern Sie dessen Auswahl oder gleichen Sie die Richtlinien ab.",
  "baseline.not_taken_over":
    "Der gespeicherte Referenzstand weicht von den erfassten Richtlinien ab. Erfassen Sie ihn erneut.",
  "baseline.nothing_matched":
    "Hier wurde keine Richtlinie des Referenzstands gefunden, daher wurde nichts verglichen. Prüfen Sie die Umgebung und das Profil.",
  "baseline.policies_unreadable":
    "Einige Richtlinien wurden nicht vollständig gelesen; ihre Abweichungen blieben unverändert. Gleichen Sie die Richtlinien ab und vergleichen Sie dann erneut.",
  "schedule.start_refused":
    "Der geplante Start wurde unterbrochen und war später nicht mehr möglich. Prüfen Sie Eigentümer und Eingaben des Zeitplans.",
  "baseline.too_many_findings":
    "Es gibt zu viele Abweichungen, um sie zu bearbeiten. Erfassen Sie einen passenden Referenzstand.",
  "assignments.no_policies":
    "Keine der gewählten Richtlinien ist abgeglichen. Gleichen Sie die Richtlinien ab und starten Sie den Vorgang dann erneut.",
  policy_absent: "Die Richtlinie ist beim Anbieter nicht mehr vorhanden. Gleichen Sie die Richtlinien ab.",
  "backup.schedule_missing": "Der Sicherungsplan ist nicht mehr vorhanden.",
  "backup.retention_unconfirmed":
    "Es sind weniger vollständige Sicherungen übrig, als behalten werden müssen. Prüfen Sie das Archiv.",
  "held.not_archived": "Es ist nicht archiviert und bleibt erhalten.",
  "plan.next": "Der Plan ist voll. Erstellen Sie für den Rest einen weiteren Plan.",
  "plan.missing": "Dieser Vorgang ändert ohne Plan nichts. Erstellen Sie einen Plan und führen Sie ihn aus.",
  "plan.unusable":
    "Der Plan wurde seit der Prüfung ausgeführt, geändert oder zurückgezogen. Erstellen Sie einen neuen Plan.",
  "plan.items_left": "Einige Elemente des Plans wurden nicht geändert.",
  "plan.changed_since":
    "Ein Element hat sich seit der Planung geändert und blieb unverändert. Erstellen Sie einen neuen Plan.",
  "plan.world_moved":
    "Nicht ausgeführt: Elemente wurden seit dem Plan geändert. Nichts wurde geschrieben; erstellen Sie einen neuen Plan.",
  "plan.not_approved":
    "Der Plan hat keine gültige Freigabe für diesen Vorgang. Beantragen Sie sie, oder erstellen Sie einen neuen Plan.",
  "plan.approval_lapsed":
    "Die Person, die den Plan beantragt oder freigegeben hat, hat dazu keine Berechtigung mehr. Erstellen Sie einen neuen Plan.",
  "plan.not_reached": "Die Zeit reichte nicht, um ein Element zu bearbeiten. Erstellen Sie einen neuen Plan.",
  "held.current": "Es ist die aktuelle Version einer Richtlinie und bleibt erhalten.",
  "held.history": "Es gehört zum Verlauf einer Richtlinie und bleibt erhalten.",
  "held.backup": "Ein Sicherungssatz enthält es; es bleibt erhalten.",
  "held.kept": "Ein anderer Vorgang bewahrt es auf; es bleibt erhalten.",
  "held.restore": "Eine Wiederherstellung aus diesem Satz läuft noch. Erstellen Sie danach einen neuen Plan.",
  "records.in_use":
    "Ein anderer Vorgang bearbeitet diesen Datensatz, oder er wurde gelöscht. Versuchen Sie es danach erneut.",
  "records.not_archived": "Der Datensatz ist nicht archiviert. Archivieren Sie ihn zuerst.",
  "policy_export.no_policies": "Keine der gewählten Richtlinien ist mehr abgeglichen. Gleichen Sie die Richtlinien ab.",
  "policy_export.documents_missing":
    "Das gespeicherte Dokument einer Richtlinie fehlt. Gleichen Sie die Richtlinien ab und exportieren Sie sie erneut.",
  "policy_export.too_large": "Die Datei wäre größer als 64 MB. Exportieren Sie weniger Richtlinien.",
  "policy_export.not_confirmed":
    "Die gespeicherte Datei weicht vom Geschriebenen ab. Exportieren Sie die Richtlinien erneut.",
  "alert.target_not_allowed":
    "Das Ziel des Kanals liegt nicht im öffentlichen Internet. Geben Sie eine https-Adresse mit öffentlichem Hostnamen an.",
  "alert.target_refused":
    "Das Ziel des Kanals hat die Nachricht abgelehnt. Prüfen Sie seine Adresse und sein Geheimnis.",
  "alert.target_gone": "Das Ziel des Kanals gibt es nicht mehr. Geben Sie die neue Adresse an.",
  "alert.target_throttled": "Das Ziel des Kanals nimmt weniger Nachrichten an, als gesendet werden.",
  "alert.target_unreachable": "Das Ziel des Kanals hat nicht geantwortet.",
  "alert.mail_refused":
    "Der Maildienst hat die Nachricht abgelehnt. Prüfen Sie die Empfänger und ob der Absender, in der SES-Sandbox auch die Empfänger, verifiziert sind.",
  "alert.mail_not_set_up":
    "Diese Bereitstellung versendet keine E-Mails. Bitten Sie die Administration, einen Absender festzulegen.",
  "alert.channel_removed": "Der Kanal wurde entfernt, bevor sein Test gesendet war. Bestätigen Sie den Lauf.",
  "alert.secret_unusable":
    "Das Geheimnis des Kanals fehlt oder hat die falsche Form. Legen Sie es unter dem Namen ab, den der Kanal zeigt.",
  "wave.targets_failed": "Nicht jedes Ziel war erfolgreich. Jedes fehlgeschlagene Ziel ist ein eigener offener Punkt.",
  "wave.targets_not_started": "Ziele konnten nicht gestartet werden. Die Liste der Ziele nennt jeweils die Ursache.",
  "wave.stopped": "Die Stoppregel hat gegriffen. Die übrigen Ziele wurden nicht gestartet.",
  "wave.deadline": "Die Zeitgrenze von 16 Stunden wurde erreicht. Die übrigen Ziele wurden nicht gestartet.",
  "review_pack.review_not_ready":
    "Die Überprüfung ist weder bereit noch veröffentlicht. Erstellen Sie sie neu und danach die Mappe.",
  "review_pack.evidence_expired":
    "Die Nachweise der Überprüfung sind abgelaufen oder unvollständig. Erstellen Sie Nachweise, eine Überprüfung und dann die Mappe.",
  "review_pack.too_large": "Die Mappe wäre größer als 64 MB. Erstellen Sie sie ohne Dokumente.",
  "review_pack.not_confirmed": "Die gespeicherte Mappe weicht vom Geschriebenen ab. Erstellen Sie sie erneut.",
  other: "Ein unerwarteter Fehler ist aufgetreten.",
};

/** The object of a failure, shown before its text. */
export const failureObjects = {
  policy: "Richtlinie „{name}“ ({id}) in {collection}",
  policyById: "Richtlinie {id} in {collection}",
  policyByName: "Richtlinie „{name}“ in {collection}",
  item: "„{name}“",
  collection: "Sammlung {collection}",
  run: "Vorgang {run}",
  permission: "Die Anwendungsberechtigung {permission} fehlt. Erteilen Sie sie und starten Sie den Vorgang erneut.",
  status: "(HTTP {status})",
  answered: "({host} antwortete mit HTTP {status})",
};
