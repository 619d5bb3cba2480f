import { showOpenapi } from "../../../shared/contract/caller-routes.ts";
import { openapiDocument } from "../../../shared/contract/openapi.ts";
import { openEndpoint } from "../../middleware/endpoint.ts";

export const showOpenapiEndpoint = openEndpoint(showOpenapi, () => ({ status: 200, body: openapiDocument() }));
