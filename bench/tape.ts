/** What was answered in one pass, for a second pass to be answered the same without anybody working it out. */
export interface Tape<Asked, Told> {
  record(asked: Asked): Told;
  /** Throws when something else is asked for than the first time: then it was not the same work. */
  play(asked: Asked): Told;
  readonly length: () => number;
}

export function createTape<Asked, Told>(nameOf: (asked: Asked) => string, answer: (asked: Asked) => Told) {
  const kept: { readonly name: string; readonly told: () => Told }[] = [];
  let at = 0;
  const tape: Tape<Asked, Told> = {
    record(asked) {
      const name = nameOf(asked);
      try {
        const told = answer(asked);
        kept.push({ name, told: () => told });
        return told;
      } catch (error) {
        kept.push({
          name,
          told() {
            throw error;
          },
        });
        throw error;
      }
    },
    play(asked) {
      const next = kept[at++];
      if (next?.name !== nameOf(asked)) {
        throw new Error(`the second pass asks for ${nameOf(asked)} where the first asked for ${next?.name}`);
      }
      return next.told();
    },
    length: () => kept.length,
  };
  return tape;
}
