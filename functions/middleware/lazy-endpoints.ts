import type { Route } from "../../shared/contract/route.ts";
import { loadOnce } from "../../shared/foundation/load-once.ts";
import type { Endpoint } from "./endpoint.ts";

/** The endpoints of these routes, loaded together with the first request to one of them. */
export function lazyEndpoints(routes: readonly Route[], load: () => Promise<readonly Endpoint[]>): Endpoint[] {
  const group = loadOnce(load);
  return routes.map((route) => ({
    route,
    async handle(event) {
      const endpoint = (await group()).find((one) => one.route === route);
      if (endpoint === undefined) throw new Error(`Route ${route.name} has no endpoint in its group.`);
      return endpoint.handle(event);
    },
  }));
}
