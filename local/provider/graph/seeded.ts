import { createHash } from "node:crypto";

/** A GUID that is the same for the same name, so that a restarted provider serves the same objects. */
export function guidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** A tenant of the sample provider; undefined is the one that is served where no tenant is named. */
export type TenantName = string | undefined;

/** The ids of a tenant's objects: objects of the same name have other ids in another tenant. */
export const idsOf =
  (tenant: TenantName) =>
  (name: string): string =>
    guidOf(tenant === undefined ? name : `${tenant}: ${name}`);

/** The member of a list at a position, from the start again after its end. */
export function cycled<Value>(values: readonly [Value, ...Value[]], position: number): Value {
  return values[position % values.length] ?? values[0];
}
