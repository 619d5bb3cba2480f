/**
 * The assembly contains something that the local stack does not support.
 *
 * Never ignored, because the local stack must match the deployment or fail with the reason.
 */
export class UnsupportedAssemblyError extends Error {
  override readonly name = "UnsupportedAssemblyError";
}
