/** Invalid settings of an environment or of the synth context. Each message is a sentence with its remedy. */
export class InfrastructureError extends Error {
  override readonly name = "InfrastructureError";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}
