/**
 * Loads something with its first use and keeps it. A load that failed is not kept: the next use loads again, so that a
 * file that could not be read once does not fail every later request of the same environment.
 */
export function loadOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loading: Promise<Loaded> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
