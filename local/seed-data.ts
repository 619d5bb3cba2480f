import type { Membership } from "../shared/access/items.ts";

/** The seed data: two isolated workspaces and a user per role. */

export const seedWorkspaces = [
  {
    id: "acme",
    name: "Acme",
    environments: [
      { id: "acme-prod", name: "Acme production" },
      { id: "acme-lab", name: "Acme lab" },
    ],
  },
  { id: "globex", name: "Globex", environments: [{ id: "globex-prod", name: "Globex production" }] },
] as const;

interface SeedUser {
  /** The `sub` of this user's tokens. */
  readonly name: string;
  /** The description on the sign-in page. */
  readonly description: string;
  readonly workspaceId?: string;
  readonly membership?: Membership;
  readonly isPlatform?: boolean;
}

export const seedUsers: readonly SeedUser[] = [
  {
    name: "owner",
    description: "Acme · owner, everything and the members",
    workspaceId: "acme",
    membership: { role: "owner", environments: "all" },
  },
  {
    name: "manager",
    description: "Acme · manager, may also restore",
    workspaceId: "acme",
    membership: { role: "manager", environments: "all" },
  },
  {
    name: "operator",
    description: "Acme · operator, starts and watches operations",
    workspaceId: "acme",
    membership: { role: "operator", environments: "all" },
  },
  {
    name: "readonly",
    description: "Acme · may look and change nothing",
    workspaceId: "acme",
    membership: { role: "readonly", environments: "all" },
  },
  {
    name: "lab-operator",
    description: "Acme · operator of the lab environment only",
    workspaceId: "acme",
    membership: { role: "operator", environments: ["acme-lab"] },
  },
  {
    name: "outsider",
    description: "Globex · owner, no member of Acme",
    workspaceId: "globex",
    membership: { role: "owner", environments: "all" },
  },
  { name: "platform", description: "Platform plane, no member of any workspace", isPlatform: true },
];
