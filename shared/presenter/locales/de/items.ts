import type { Words } from "../en.ts";

export const itemOutcomes: Words["itemOutcomes"] = {
  applied: "Angewendet",
  skipped: "Übersprungen",
  failed: "Nicht angewendet",
  not_verified: "Nicht verifiziert",
  not_reached: "Nicht erreicht",
  manual_required: "Manuell zu erledigen",
  create: "Würde angelegt",
  update: "Würde geändert",
  delete: "Würde gelöscht",
  unchanged: "Bliebe unverändert",
};
