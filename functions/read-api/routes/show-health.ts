import { showHealth } from "../../../shared/contract/caller-routes.ts";
import { openEndpoint } from "../../middleware/endpoint.ts";

/** The API answers, and says nothing about its stores: a look at them from here would be anybody's to repeat. */
export const showHealthEndpoint = openEndpoint(showHealth, () => ({ status: 200, body: { status: "ok" } }));
