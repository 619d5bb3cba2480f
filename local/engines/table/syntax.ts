/** A parsed path: names, which may be placeholders, and list positions. */
export type Path = readonly (string | number)[];

export type Operand =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "size"; readonly path: Path };

export const comparators = ["=", "<>", "<", "<=", ">", ">="] as const;
export type Comparator = (typeof comparators)[number];

export const conditionFunctions = [
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
] as const;
export type ConditionFunction = (typeof conditionFunctions)[number];

export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | {
      readonly kind: "compare";
      readonly comparator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: "between"; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: "in"; readonly of: Operand; readonly options: readonly Operand[] }
  | { readonly kind: "call"; readonly name: ConditionFunction; readonly arguments: readonly Operand[] };

/** The right-hand side of a SET. */
export type Source =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "if_not_exists"; readonly path: Path; readonly otherwise: Source }
  | { readonly kind: "list_append"; readonly left: Source; readonly right: Source }
  | { readonly kind: "+" | "-"; readonly left: Source; readonly right: Source };

export interface Update {
  readonly set: readonly { readonly path: Path; readonly source: Source }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: string }[];
  readonly delete: readonly { readonly path: Path; readonly value: string }[];
}
