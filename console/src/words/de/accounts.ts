import type { accounts as english } from "../en/accounts.ts";

export const accounts: typeof english = {
  account: {
    kind: "Konto",
    kinds: { person: "Person", client: "API-Client" },
    kindHelp: "Nur Personen geben Pläne frei.",
    owner: "Gehört zu",
    ownerHelp:
      "Die Person, die für den Client verantwortlich ist oder deren Zweitkonto dies ist. Antrag und Freigabe müssen von zwei Personen kommen.",
    none: "Eigenes Konto",
    choose: "Mitglied wählen",
    of: { person: (owner) => `Zweitkonto von ${owner}`, client: (owner) => `Client von ${owner}` },
  },
};
