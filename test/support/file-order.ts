import { createHash } from "node:crypto";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes longest on a quiet machine, longest first, most of it waiting: the clocks of a stack come by each minute.
 * Begun last, such a file would leave the machine idle until it ends.
 */
export const longest: readonly string[] = [
  "test/scenarios/conformance.test.ts",
  "test/scenarios/alert-wishes.test.ts",
  "test/browser/pages.test.ts",
  "test/scenarios/command-line.test.ts",
  "test/browser/waves.test.ts",
  "test/scenarios/failing-work.test.ts",
  "test/scenarios/promises.test.ts",
];

/** The longest files, and then all others in an order that only the seed decides. */
export function fileOrder(files: readonly string[], seed: number): readonly string[] {
  const rank = (file: string) => {
    const at = longest.findIndex((one) => file.endsWith(`/${one}`));
    return at < 0 ? longest.length : at;
  };
  const lot = (file: string) => createHash("sha256").update(`${seed} ${file}`).digest("hex");
  return [...files].sort((one, other) => rank(one) - rank(other) || (lot(one) < lot(other) ? -1 : 1));
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = fileOrder(
      files.map(({ moduleId }) => moduleId),
      this.ctx.config.sequence.seed,
    );
    const places = new Map(order.map((file, at) => [file, at]));
    return [...files].sort((one, other) => (places.get(one.moduleId) ?? 0) - (places.get(other.moduleId) ?? 0));
  }
}
