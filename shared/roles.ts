/** What a person can be in a workspace, each with what the one before may do and more. Features ask for capabilities. */
export const roles = ["readonly", "operator", "manager", "owner"] as const;
export type Role = (typeof roles)[number];

/** As a role is read: one that a newer release gave may do nothing here. */
export const knownRoles = [...roles, "unknown"] as const;
export type KnownRole = (typeof knownRoles)[number];
