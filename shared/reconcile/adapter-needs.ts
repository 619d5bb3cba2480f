import type { AdapterNeeds } from "../operations/registry.ts";

/** What the adapters of all operations need from outside; an adapter that needs more does not compile until it is here. */
export const adapterNeeds: AdapterNeeds = {};
