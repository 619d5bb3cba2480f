/** Files that operations make for people. A key names its content, so a repeated write changes nothing. */
export interface ArtifactFiles {
  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** The stored bytes, whole. Throws when the object is missing. */
  get(key: string, signal: AbortSignal): Promise<Uint8Array>;
}
