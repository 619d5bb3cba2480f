/**
 * One attribute's value as it travels: a single type letter and what it holds. Never changed in place; its
 * lists are not declared readonly only because the SDK's own type of a value is not.
 */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Uint8Array }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: Value[] }
  | MapValue
  | { readonly SS: string[] }
  | { readonly NS: string[] }
  | { readonly BS: Uint8Array[] };
export type MapValue = { readonly M: Item };
export type Item = Readonly<Record<string, Value>>;
export type ValueType = "S" | "N" | "B" | "BOOL" | "NULL" | "L" | "M" | "SS" | "NS" | "BS";
