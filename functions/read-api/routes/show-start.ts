import { showHealth, showOpenapi, showStart } from "../../../shared/contract/caller-routes.ts";
import { openEndpoint } from "../../middleware/endpoint.ts";

/** Until there is a page here, whoever opens the address is told where things are. */
export const showStartEndpoint = openEndpoint(showStart, () => ({
  status: 200,
  body: { name: "Runtruth", api: "/api", health: showHealth.path, openapi: showOpenapi.path },
}));
