/** Workspace roles, each including the rights of the one before. Features check capabilities, not roles. */
export const roles = ["readonly", "operator", "manager", "owner"] as const;
export type Role = (typeof roles)[number];

/** Roles as read: a role that a newer release assigned grants nothing here. */
export const knownRoles = [...roles, "unknown"] as const;
export type KnownRole = (typeof knownRoles)[number];

/** What a membership belongs to: a person, or a program that uses the API. Only persons approve. */
export const memberKinds = ["person", "client"] as const;
export type MemberKind = (typeof memberKinds)[number];

/** Whether a stored value is a role that this release can name. */
export const isKnownRole = (value: unknown): value is KnownRole => knownRoles.some((known) => known === value);
