/**
 * What the rules of packs use and Node 20 lacks. Import it before them. A number that `JSON.parse` read is never raw
 * JSON, so the second answer is exact.
 */
if (!("groupBy" in Map)) {
  Object.defineProperty(Map, "groupBy", {
    value<Item, Key>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key): Map<Key, Item[]> {
      const groups = new Map<Key, Item[]>();
      let index = 0;
      for (const item of items) {
        const key = keyOf(item, index);
        groups.set(key, [...(groups.get(key) ?? []), item]);
        index += 1;
      }
      return groups;
    },
  });
}
if (!("isRawJSON" in JSON)) Object.defineProperty(JSON, "isRawJSON", { value: () => false });
