/** Something an environment or the synth context says cannot be built. Each mistake is a sentence with its remedy. */
export class InfrastructureMistake extends Error {
  override readonly name = "InfrastructureMistake";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}
