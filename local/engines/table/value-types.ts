/**
 * An attribute value in DynamoDB's wire format: a type letter and its content. Values are immutable; their lists are
 * not readonly only because the SDK's type is not.
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
