import type { Value } from "./dynamodb/value-types.ts";

/** Choices that repeat for one seed. */
export interface Random {
  /** A whole number from 0 up to, not including, the bound. */
  below(bound: number): number;
  pick<Of>(options: readonly Of[]): Of;
  /** True this often, from 0 to 1. */
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

/** Gathers the placeholders of one request. */
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
