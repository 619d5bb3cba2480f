/** What a person can be in a workspace, each with what the one before may do and more. Features ask for capabilities. */
export const roles = ["readonly", "operator", "manager", "owner"] as const;
export type Role = (typeof roles)[number];
