/** Quotas of one workspace. */
export interface AccessLimits {
  /** Current members; removed ones are not counted. */
  readonly members: number;
  /** Environments, including archived ones. */
  readonly environments: number;
}

export const accessLimits: AccessLimits = { members: 200, environments: 1000 };
