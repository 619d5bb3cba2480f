import type { ProviderPaces } from "../../shared/records/provider-paces.ts";

const never = (): never => {
  throw new Error("an origin without a rate must not be paced");
};
const paces: ProviderPaces = { reserve: never, read: never, block: never, strike: never };

/** Providers without a rate. */
export const unpaced = { paces, rates: {} };
