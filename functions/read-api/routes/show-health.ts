import { showHealth } from "../../../shared/contract/caller-routes.ts";
import { openEndpoint } from "../../middleware/endpoint.ts";

/** Liveness only. It does not check the stores: the route is public, and any client could repeat the reads at will. */
export const showHealthEndpoint = openEndpoint(showHealth, () => ({ status: 200, body: { status: "ok" } }));
