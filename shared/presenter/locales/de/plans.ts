import type { Words } from "../en.ts";

/** Zeitspannen stehen nach „binnen“, also im Dativ. */
export const plans: Words["plans"] = {
  states: {
    planned: "Geplant",
    requested: "Wartet auf Freigabe",
    approved: "Freigegeben",
    refused: "Abgelehnt",
    expired: "Abgelaufen",
    executed: "Ausgeführt",
    lapsed: "Freigabe hinfällig",
    world_moved: "Veraltet",
    over: "Beendet",
  },
  decisions: {
    due: { one: "{count} Plan wartet auf Ihre Freigabe.", other: "{count} Pläne warten auf Ihre Freigabe." },
    dueAtLeast: {
      one: "Mindestens {count} Plan wartet auf Ihre Freigabe.",
      other: "Mindestens {count} Pläne warten auf Ihre Freigabe.",
    },
    unread: "Nicht alle Pläne wurden gelesen.",
  },
  changes: { one: "{count} Element wird geändert", other: "{count} Elemente werden geändert" },
  headline: {
    planned: "{changes}. Vor der Ausführung, möglich binnen {left}, ändert sich nichts.",
    requested: "{changes}. Eine andere Person entscheidet binnen {left}.",
    requested_of_reader: "{changes}. Geben Sie den Plan binnen {left} frei oder lehnen Sie ihn ab.",
    approved: "{changes}. Freigegeben von {decider}: Führen Sie den Plan binnen {left} aus.",
    refused: "Abgelehnt von {decider}. Nichts wurde geändert; erstellen Sie einen neuen Plan.",
    expired: "Abgelaufen. Nichts wurde geändert; erstellen Sie einen neuen Plan.",
    executed: "Ein Vorgang führt diesen Plan aus oder hat ihn ausgeführt.",
    lapsed:
      "Die anfordernde oder die freigebende Person hat das Recht nicht mehr. Nichts wurde geändert; erstellen Sie einen neuen Plan.",
    world_moved: "Elemente wurden seit dem Plan geändert. Nichts wurde ausgeführt; erstellen Sie einen neuen Plan.",
    over: "Dieser Plan kann nicht ausgeführt werden. Erstellen Sie einen neuen Plan.",
  },
};
