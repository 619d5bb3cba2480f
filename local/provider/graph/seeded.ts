import { createHash } from "node:crypto";

/** A GUID that is the same for the same name, so that a restarted provider serves the same objects. */
export function guidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** The member of a list at a position, from the start again after its end. */
export function cycled<Value>(values: readonly [Value, ...Value[]], position: number): Value {
  return values[position % values.length] ?? values[0];
}
