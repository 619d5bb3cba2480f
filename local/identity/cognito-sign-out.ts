import { consoleClientId, redirectsOf } from "./configuration.ts";

/** The cookies of the browser's session with the issuer, with their signatures. */
const sessionCookies = ["_session", "_session.sig", "_session.legacy", "_session.legacy.sig"];

/** The headers that end the browser's session with the issuer. */
export const withoutSession = sessionCookies.map(
  (name) => `${name}=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; httponly`,
);

/** Where `GET /logout` of a user pool redirects, or why it is refused. */
export function signOutTarget(parameters: URLSearchParams, consoleOrigins: readonly string[]) {
  const clientId = parameters.get("client_id");
  const target = parameters.get("logout_uri");
  if (clientId === null) return { refusal: "Required String parameter 'client_id' is not present." };
  if (target === null) return { refusal: "Required String parameter 'redirect_uri' is not present." };
  // Stricter than a user pool is known to be, so that nothing here relies on parameters that it may ignore.
  const unknown = [...parameters.keys()].filter((name) => name !== "client_id" && name !== "logout_uri");
  if (unknown.length > 0) return { refusal: `The parameters ${unknown.join(", ")} are not documented.` };
  if (clientId !== consoleClientId) return { refusal: "The client does not exist." };
  return redirectsOf(consoleOrigins).includes(target)
    ? { target }
    : { refusal: "The sign-out address is not registered." };
}
