import type { MemberKind } from "../../../../shared/access/roles.ts";

/** Whose account a member is. */
export const accounts = {
  account: {
    kind: "Account",
    kinds: { person: "Person", client: "API client" } satisfies Record<MemberKind, string>,
    kindHelp: "Only persons approve plans.",
    owner: "Belongs to",
    ownerHelp:
      "The person who answers for a client, or the person whose second account this is. Requester and approver must be different persons.",
    none: "Own account",
    choose: "Choose a member",
    of: { person: (owner: string) => `Second account of ${owner}`, client: (owner: string) => `Client of ${owner}` },
  },
};
