/**
 * The synthesized application says something that this machine would have to guess about.
 *
 * Thrown instead of leaving it out: what runs locally must be what deploys, or say why it is not.
 */
export class AssemblyNotUnderstood extends Error {
  override readonly name = "AssemblyNotUnderstood";
}
