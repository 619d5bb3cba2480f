/** How much one workspace may hold: the one place where this is set. */
export interface AccessLimits {
  /** Members at a time; those who were removed are not counted. */
  readonly members: number;
  /** Environments, archived ones among them. */
  readonly environments: number;
}

export const accessLimits: AccessLimits = { members: 200, environments: 1000 };
