import { loadOnce } from "../../shared/foundation/load-once.ts";

interface SdkClient {
  readonly config: object;
  readonly middlewareStack: { remove(name: string): boolean };
}

/**
 * The client without what costs time at each call and has no use here, a third of a call together:
 *
 * - the SDK's call logging, which redacts each request and response and has no consumer;
 * - a signer for each call: a client here has one region, and a signer asks for the credentials at each signature;
 * - slow copies of the configuration, of which a call makes four. The SDK declares its credentials as an accessor, which
 *   makes the object slow to copy; as a value, and with V8's form of a prototype, its members are copied as a block.
 */
export function leanClient<Client extends SdkClient>(client: Client): Client {
  const { config } = client;
  client.middlewareStack.remove("loggerMiddleware");
  const makeSigner: (scheme: unknown) => Promise<unknown> = Reflect.get(config, "signer");
  let signer: (() => Promise<unknown>) | undefined;
  Reflect.set(config, "signer", (scheme: unknown) => {
    signer ??= loadOnce(() => makeSigner(scheme));
    return signer();
  });
  const credentials: unknown = Reflect.get(config, "credentials");
  Object.defineProperty(config, "credentials", { value: credentials, writable: true, enumerable: true });
  // The object made here is not used: V8 keeps an object in its fast form once it is the prototype of another.
  Object.create(config);
  return client;
}
