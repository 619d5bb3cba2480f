import type { Words } from "../en.ts";
import { changeSetInputs } from "./change-set-inputs.ts";

/** Fields of every operation that executes a plan. */
const planFields = {
  dryRun: { title: "Nur planen", description: "Zeigt, was sich ändern würde; nichts wird geändert." },
  planId: {
    title: "Auszuführender Plan",
    description: "Der Plan, dessen Änderungen genau so ausgeführt werden, wie sie gezeigt wurden.",
  },
  planDigest: {
    title: "Prüfsumme des Plans",
    description: "Belegt, dass der geprüfte Plan auch der ausgeführte ist.",
  },
  confirmation: {
    title: "Bestätigung",
    description: "Der im Plan gezeigte Name, eingegeben von der startenden Person.",
  },
} as const;

export const inputs: Words["inputs"] = {
  ...changeSetInputs,
  "provider.connection.check": {
    providerConnectionId: {
      title: "Anbieterverbindung",
      description: "Die zu prüfende Verbindung; ohne Angabe die Standardverbindung der Umgebung.",
    },
  },
  "directory.groups.sync": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "directory.role_definitions.sync": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "compliance.snapshot": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "permission.posture.check": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "entra.admin_roles.scan": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "rbac.health_check": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "tenant.sync": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
  },
  "inventory.sync": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
    types: { title: "Typen", description: "Die zu lesenden Typen. Vorgabe: alle Typen." },
  },
  "assignments.fetch": {
    providerConnectionId: {
      title: "Verbindung",
      description: "Die zu verwendende Verbindung. Vorgabe: die Standardverbindung der Umgebung.",
    },
    policyIds: { title: "Richtlinien", description: "Höchstens 100. Vorgabe: alle abgeglichenen Richtlinien." },
    backupSetId: {
      title: "Sicherungssatz",
      description: "Liest die Richtlinien dieses Satzes anstelle einzeln gewählter.",
    },
  },
  "policy.sync": {
    providerConnectionId: {
      title: "Anbieterverbindung",
      description: "Die zu verwendende Verbindung; ohne Angabe die Standardverbindung der Umgebung.",
    },
    acceptEmpty: {
      title: "Leeres Ergebnis akzeptieren",
      description: "Markiert alle gespeicherten Richtlinien als entfernt, wenn der Anbieter keine mehr enthält.",
    },
  },
  "environment.review.compose": {
    evidenceSnapshotId: {
      title: "Momentaufnahme der Nachweise",
      description: "Die aktive Momentaufnahme, die überprüft wird; ohne Angabe die der Umgebung.",
    },
  },
  "environment.review_pack.generate": {
    environmentReviewId: {
      title: "Überprüfung",
      description: "Die bereite oder veröffentlichte Überprüfung. Standard: die veröffentlichte, sonst die neueste.",
    },
    include: {
      title: "Inhalt",
      description: "Teile neben Überprüfung und Nachweisen. Standard: alle außer den Richtliniendokumenten.",
    },
    locale: { title: "Sprache", description: "Die Sprache des Berichts und der Anleitung. Standard: Englisch." },
    pii: {
      title: "Personen nennen",
      description: "Nennt Personen mit ihrer Benutzer-ID. Sonst enthält die Mappe Pseudonyme.",
    },
    renew: { title: "Neu erstellen", description: "Erstellt eine neue Mappe, obwohl eine fertige vorliegt." },
  },
  "backup_set.update": {
    backupSetId: {
      title: "Sicherungssatz",
      description: "Der Sicherungssatz, der aktualisiert wird; ohne Angabe entsteht ein neuer.",
    },
    name: { title: "Name", description: "Die Bezeichnung des Sicherungssatzes." },
    policyIds: {
      title: "Richtlinien",
      description: "Kennungen von höchstens 100 Richtlinien, die gesichert werden; ohne Angabe alle abgeglichenen.",
    },
  },
  "policy.snapshot": {
    policyId: {
      title: "Richtlinie",
      description: "Die zu lesende Richtlinie. Bereinigungen lassen ihre Version 365 Tage lang bestehen.",
    },
  },
  "policy.export": {
    policyIds: { title: "Richtlinien", description: "Höchstens 100. Vorgabe: alle abgeglichenen Richtlinien." },
    form: {
      title: "Form",
      description:
        "Wie vom Anbieter gelesen (Vorgabe), oder ohne Angaben, die nur der Anbieter setzt, etwa Kennungen und Zeiten.",
    },
  },
  "policy.restore": {
    policyIds: { title: "Richtlinien", description: "Die neu anzulegenden gelöschten Richtlinien, höchstens 100." },
  },
  "baseline.capture": {
    baselineProfileId: {
      title: "Referenzprofil",
      description: "Das Profil, das erfasst wird. Seine Richtlinien werden im ganzen Arbeitsbereich sichtbar.",
    },
  },
  "baseline.compare": {
    baselineProfileId: {
      title: "Referenzprofil",
      description: "Der Referenzstand, mit dem diese Umgebung verglichen wird.",
    },
    maxAgeSeconds: {
      title: "Höchstalter des Abgleichs (Sekunden)",
      description: "Ein älterer Richtlinienabgleich wird nicht verglichen; ohne Angabe ein Tag.",
    },
  },
  "restore_run.delete": {
    restoreRunId: { title: "Wiederherstellung", description: "Die beendete Wiederherstellung, die archiviert wird." },
  },
  "restore_run.restore": {
    restoreRunId: {
      title: "Wiederherstellung",
      description: "Die Wiederherstellung, die aus dem Archiv zurückgeholt wird.",
    },
  },
  "restore_run.force_delete": {
    restoreRunId: {
      title: "Wiederherstellung",
      description: "Die archivierte Wiederherstellung, die endgültig gelöscht wird.",
    },
    ...planFields,
  },
  "backup_set.archive": {
    backupSetId: {
      title: "Sicherungssatz",
      description: "Der zu archivierende Satz. Er lässt sich danach weder wiederherstellen noch aktualisieren.",
    },
  },
  "backup_set.restore": {
    backupSetId: { title: "Sicherungssatz", description: "Der Satz, der aus dem Archiv zurückgeholt wird." },
  },
  "backup_set.delete": {
    backupSetId: { title: "Sicherungssatz", description: "Der archivierte Satz, der endgültig gelöscht wird." },
    ...planFields,
  },
  "policy_version.prune": {
    keepLast: {
      title: "Zu behaltende Versionen",
      description: "So viele der neuesten Versionen jeder Richtlinie bleiben, mindestens eine.",
    },
    olderThanDays: {
      title: "Älter als (Tage)",
      description: "Nur Versionen, die mindestens so alt sind, werden archiviert.",
    },
    ...planFields,
  },
  "policy_version.restore": {
    policyVersionId: {
      title: "Version",
      description: "Der Inhalts-Hash der archivierten Version, die zurückgeholt wird.",
    },
  },
  "policy_version.force_delete": {
    policyVersionId: {
      title: "Version",
      description: "Der Inhalts-Hash der archivierten Version, die endgültig gelöscht wird.",
    },
    ...planFields,
  },
  "alerts.deliver": {
    channelId: { title: "Kanal", description: "Der Kanal, der seine ausstehenden Nachrichten erhält." },
    isTest: { title: "Testnachricht", description: "Sendet vor den ausstehenden Nachrichten eine Testnachricht." },
  },
  "operations.wave": {
    type: { title: "Vorgang", description: "Der Vorgang, der in jedem Ziel gestartet wird." },
    input: { title: "Eingabe", description: "Dieselbe Eingabe für jedes Ziel." },
    environmentIds: { title: "Ziele", description: "Die Umgebungen in der Reihenfolge, in der sie gestartet werden." },
    canary: {
      title: "Pilotziele",
      description: "So viele Ziele starten zuerst. Weitere starten erst, wenn alle davon erfolgreich waren.",
    },
    concurrency: { title: "Gleichzeitig", description: "Wie viele Ziele höchstens gleichzeitig bearbeitet werden." },
    stop: {
      title: "Stoppregel",
      description: "Nach wie vielen Fehlern die Welle anhält, als Anzahl und als Anteil in Prozent.",
    },
    plans: {
      title: "Pläne",
      description: "Der geprüfte Plan, den jedes Ziel ausführt, in der Reihenfolge der Ziele.",
    },
    leftOut: {
      title: "Ausgelassen",
      description: "Umgebungen der Auswahl, in denen nichts startet, jeweils mit der Ursache.",
    },
  },
  "backup.schedule.execute": {
    backupScheduleId: {
      title: "Sicherungsplan",
      description: "Der Plan, für den jetzt beim Anbieter gelesen und gesichert wird.",
    },
  },
  "backup.schedule.retention": {
    backupScheduleId: {
      title: "Sicherungsplan",
      description: "Der Plan, dessen ältere Sicherungen archiviert werden.",
    },
  },
  "backup.schedule.purge": {
    backupScheduleId: {
      title: "Sicherungsplan",
      description: "Der archivierte Plan, dessen archivierte Sicherungen endgültig gelöscht werden.",
    },
    ...planFields,
  },
};
