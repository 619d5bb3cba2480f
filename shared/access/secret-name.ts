/** The owner of a secret. */
export interface SecretOwner {
  /** The deployment (`dev`, `staging`, `prod`), which also scopes the workers' permissions. */
  readonly deployment: string;
  readonly workspaceId: string;
  readonly environmentId: string;
}

/**
 * Prefix of all secret names of an environment. Workers of a deployment may read the secrets of all its workspaces,
 * so the name enforces tenant isolation. Ids contain no `/`, so no prefix is the beginning of another.
 */
export function secretPrefixOf({ deployment, workspaceId, environmentId }: SecretOwner): string {
  return `runtruth/${deployment}/${workspaceId}/${environmentId}/`;
}

/**
 * Whether a secret belongs to this environment. Decided by name alone, so that no answer reveals what exists
 * elsewhere.
 */
export function isOwnSecretName(name: string, owner: SecretOwner): boolean {
  const prefix = secretPrefixOf(owner);
  return name.startsWith(prefix) && /^[\w+=@-][\w+=.@-]*(?:\/[\w+=@-][\w+=.@-]*)*$/.test(name.slice(prefix.length));
}
