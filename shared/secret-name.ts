/** Whose secret a name may be. */
export interface SecretOwner {
  /** The deployment (`dev`, `staging`, `prod`), which is also what the workers' rights are limited to. */
  readonly deployment: string;
  readonly workspaceId: string;
  readonly environmentId: string;
}

/**
 * What the name of every secret of an environment begins with. Workers of one deployment may read the secrets of all
 * its workspaces, so the name is what keeps one workspace from using another's. Ids hold no `/`, hence no prefix is
 * the beginning of another.
 */
export function secretPrefixOf({ deployment, workspaceId, environmentId }: SecretOwner): string {
  return `runtruth/${deployment}/${workspaceId}/${environmentId}/`;
}

/** Whether a name is one of this environment's own. Decided by the name alone, so that no answer says what exists elsewhere. */
export function isOwnSecretName(name: string, owner: SecretOwner): boolean {
  const prefix = secretPrefixOf(owner);
  return name.startsWith(prefix) && /^[\w+=@-][\w+=.@-]*(?:\/[\w+=@-][\w+=.@-]*)*$/.test(name.slice(prefix.length));
}
