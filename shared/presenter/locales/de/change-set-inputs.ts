import type { Words } from "../en.ts";

/** Fields of every operation that executes a preview. */
const previewFields = {
  dryRun: {
    title: "Nur Vorschau",
    description: "Zeigt die Änderungen; beim Anbieter wird nichts geschrieben.",
  },
  restoreRunId: {
    title: "Auszuführende Vorschau",
    description: "Die Vorschau, deren Änderungen genau wie angezeigt ausgeführt werden.",
  },
  planDigest: { title: "Prüfsumme der Vorschau", description: "Die Prüfsumme, die die geprüfte Vorschau anzeigt." },
  confirmation: { title: "Bestätigung", description: "Der Name der Umgebung." },
} as const;

export const changeSetInputs: Pick<
  Words["inputs"],
  "restore.execute" | "assignments.restore" | "promotion.execute" | "policy.delete"
> = {
  "restore.execute": {
    backupSetId: { title: "Sicherungssatz", description: "Der Sicherungssatz, aus dem wiederhergestellt wird." },
    policyIds: {
      title: "Richtlinien",
      description:
        "Kennungen von höchstens 100 Richtlinien, die wiederhergestellt werden; ohne Angabe der ganze Sicherungssatz.",
    },
    ...previewFields,
  },
  "assignments.restore": {
    backupSetId: { title: "Sicherungssatz", description: "Der Satz, aus dem Zuweisungen wiederhergestellt werden." },
    policyIds: { title: "Richtlinien", description: "Höchstens 100. Vorgabe: der ganze Satz." },
    groupMap: {
      title: "Ersetzte Gruppen",
      description: "Gruppen dieses Mandanten nach der Kennung der gesicherten Gruppe, als JSON-Objekt.",
    },
    allowBroaden: {
      title: "Alle Geräte und alle Benutzer zulassen",
      description: "Richtlinien dürfen alle Geräte oder alle Benutzer neu erreichen.",
    },
    ...previewFields,
  },
  "promotion.execute": {
    sourceEnvironmentId: {
      title: "Quellumgebung",
      description:
        "Die Umgebung, aus der übernommen wird. Ihre Richtlinien werden für Mitglieder dieser Umgebung sichtbar.",
    },
    policyIds: {
      title: "Richtlinien",
      description: "Kennungen von höchstens 100 Richtlinien der Quelle. Vorgabe: der ganze Referenzstand.",
    },
    baselineSnapshotId: {
      title: "Referenzstand",
      description: "Ein erfasster Referenzstand der Quelle. Vorgabe: die Richtlinien des letzten Abgleichs.",
    },
    groupMap: {
      title: "Gruppen",
      description:
        "Gruppen dieses Mandanten nach der Kennung der Gruppe in der Quelle, als JSON-Objekt. Vorgabe: nach genauem Namen.",
    },
    filterMap: {
      title: "Filter",
      description: "Filter dieses Mandanten nach der Kennung des Filters in der Quelle. Vorgabe: nach genauem Namen.",
    },
    scopeTagMap: {
      title: "Bereichstags",
      description: "Bereichstags dieses Mandanten nach der Kennung in der Quelle. Vorgabe: nach genauem Namen.",
    },
    templateMap: {
      title: "Nachrichtenvorlagen",
      description: "Nachrichtenvorlagen dieses Mandanten nach der Kennung in der Quelle. Vorgabe: nach genauem Namen.",
    },
    policyMap: {
      title: "Zu ändernde Richtlinien",
      description:
        "Richtlinien dieses Mandanten nach der Kennung der Richtlinie in der Quelle. Andere werden neu angelegt.",
    },
    allowBroaden: {
      title: "Alle Geräte und alle Benutzer zulassen",
      description: "Richtlinien dürfen alle Geräte oder alle Benutzer neu erreichen.",
    },
    ...previewFields,
  },
  "policy.delete": {
    policyIds: { title: "Richtlinien", description: "Die beim Anbieter zu löschenden Richtlinien, höchstens 100." },
    ...previewFields,
  },
};
