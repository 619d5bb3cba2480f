import { showHealth, showOpenapi, showStart } from "../../../shared/contract/caller-routes.ts";
import { openEndpoint } from "../../middleware/endpoint.ts";

/** The root of the API: links to its main entry points. */
export const showStartEndpoint = openEndpoint(showStart, () => ({
  status: 200,
  body: { name: "Runtruth", api: "/api", health: showHealth.path, openapi: showOpenapi.path },
}));
