import { expect, it } from "vitest";
import { createRows, type Place, type Start } from "../../local/engines/table/rows.ts";
import { randomFrom } from "../support/ids.ts";
import { createRandom } from "./random.ts";

/** Several chunks of rows. */
const rowsMax = 1100;
const ranges = 500;
const reads = 12;

it("long partition is read in order from any place while it grows and shrinks", () => {
  const random = createRandom(randomFrom(20_261_130));
  const rows = createRows();
  const stored = new Map<string, Place>();
  const somePlace = (): Place => ({ range: { S: `r${1000 + random.below(ranges)}` }, tie: `S${random.below(3)}` });

  for (const share of [0.8, 0.2]) {
    while (share > 0.5 ? stored.size < rowsMax : stored.size > 0) {
      const place = share > 0.5 || random.chance(0.2) ? somePlace() : random.pick([...stored.values()].slice(0, 50));
      if (random.chance(share)) {
        rows.put("p", { ...place, item: {}, size: 1 });
        stored.set(textOf(place), place);
      } else {
        rows.remove("p", place);
        stored.delete(textOf(place));
      }
      if (random.chance(reads / rowsMax) || stored.size === 0) compareReads(somePlace());
    }
  }

  function compareReads(place: Place): void {
    const sorted = [...stored.values()].toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
    const read = (isForward: boolean, start?: Start) => [...rows.read("p", isForward, start)].map(textOf);
    const texts = (those: readonly Place[]) => those.map(textOf);
    const here = textOf(place);
    const range = rangeOf(place);

    expect(read(true)).toEqual(texts(sorted));
    expect(read(false)).toEqual(texts(sorted.toReversed()));
    expect(read(true, { after: place })).toEqual(texts(sorted.filter((one) => textOf(one) > here)));
    expect(read(false, { after: place })).toEqual(texts(sorted.filter((one) => textOf(one) < here).toReversed()));
    expect(read(true, { from: place.range })).toEqual(texts(sorted.filter((one) => rangeOf(one) >= range)));
    expect(read(false, { from: place.range })).toEqual(
      texts(sorted.filter((one) => rangeOf(one) <= range).toReversed()),
    );
  }
});

const rangeOf = ({ range }: Place) => (range !== undefined && "S" in range ? range.S : "");
const textOf = (place: Place) => `${rangeOf(place)} ${place.tie}`;
