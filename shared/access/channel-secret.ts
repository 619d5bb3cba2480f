import { type SecretOwner, secretPrefixOf } from "./secret-name.ts";

/** In the place of an environment; no environment has this id, because ids contain no underscore. */
const channelPlace = "_channels";

/** The owner of the secrets of a workspace's alert channels. */
export const channelSecretOwner = (deployment: string, workspaceId: string): SecretOwner => ({
  ...{ deployment, workspaceId, environmentId: channelPlace },
});

/** The prefix of the names of all secrets of a workspace's alert channels. */
export const channelSecretPrefix = (deployment: string, workspaceId: string): string =>
  secretPrefixOf(channelSecretOwner(deployment, workspaceId));
