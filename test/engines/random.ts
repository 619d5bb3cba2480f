import type { Value } from "../../local/engines/table/value-types.ts";

/** A seeded random source. */
export interface Random {
  /** An integer from 0 up to, but not including, the bound. */
  below(bound: number): number;
  pick<Of>(options: readonly Of[]): Of;
  /** True with this probability. */
  chance(probability: number): boolean;
}

export function createRandom(next: () => number): Random {
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    pick(options) {
      const picked = options[below(options.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
    chance: (probability) => next() < probability,
  };
}

/** Collects the placeholders of one request. */
export function createPlaceholders() {
  const names: Record<string, string> = {};
  const values: Record<string, Value> = {};
  return {
    name(attribute: string): string {
      names[`#${attribute}`] = attribute;
      return `#${attribute}`;
    },
    value(value: Value): string {
      const placeholder = `:v${Object.keys(values).length}`;
      values[placeholder] = value;
      return placeholder;
    },
    maps: () => ({
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    }),
  };
}
export type Placeholders = ReturnType<typeof createPlaceholders>;
