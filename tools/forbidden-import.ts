import type { DependencyType, IForbiddenRuleType } from "dependency-cruiser";

/** A file that violates a rule: the check fails unless the rule reports it. */
export interface Canary {
  readonly from: string;
  readonly imports: string;
}
export interface ImportRule {
  readonly rule: IForbiddenRuleType;
  readonly canary: Canary;
}

interface Forbidden {
  readonly from: string;
  readonly fromNot?: string;
  readonly to: string;
  readonly toNot?: string;
  readonly toTypes?: DependencyType[];
  readonly toTypesNot?: DependencyType[];
}

/** A rule of the import checker: files that match `from` may not import files that match `to` (regular expressions). */
export function forbid(
  name: string,
  comment: string,
  { from, fromNot, to, toNot, toTypes, toTypesNot }: Forbidden,
): IForbiddenRuleType {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from, ...(fromNot !== undefined && { pathNot: fromNot }) },
    to: {
      path: to,
      ...(toNot !== undefined && { pathNot: toNot }),
      ...(toTypes !== undefined && { dependencyTypes: toTypes }),
      ...(toTypesNot !== undefined && { dependencyTypesNot: toTypesNot }),
    },
  };
}
