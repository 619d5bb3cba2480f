import { showOpenapi } from "../../../shared/contract/caller-routes.ts";
import { fixedEndpoint } from "../../middleware/fixed-endpoint.ts";

/** How long a cache may serve the document of the previous release. */
const maxAgeSeconds = 300;

/** The OpenAPI document. The route is public, so the document is built once and served from memory. */
export const showOpenapiEndpoint = (describe: () => unknown) =>
  fixedEndpoint(showOpenapi, { maxAgeSeconds, make: describe });
