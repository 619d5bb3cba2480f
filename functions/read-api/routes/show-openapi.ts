import { showOpenapi } from "../../../shared/contract/caller-routes.ts";
import type { openapiDocument } from "../../../shared/contract/openapi.ts";
import { fixedEndpoint } from "../../middleware/fixed-endpoint.ts";

/** A release changes it; until a cache hears of that, this many seconds may pass. */
const maxAgeSeconds = 300;

/** The API's own description. Anyone may ask for it as often as they like, so it is made once. */
export const showOpenapiEndpoint = (describe: typeof openapiDocument) =>
  fixedEndpoint(showOpenapi, { maxAgeSeconds, make: describe });
