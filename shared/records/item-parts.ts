/** Maximum size in bytes of the members in one side item; a table item is limited to 400 KB. */
const partBytesMax = 256 * 1024;

/** Splits members into as few side items as possible, in order; at least one part. */
export function partsOf<Member>(members: readonly Member[]): Member[][] {
  const parts: Member[][] = [[]];
  let bytes = 0;
  for (const member of members) {
    const size = Buffer.byteLength(JSON.stringify(member));
    if (bytes + size > partBytesMax && bytes > 0) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(member);
    bytes += size;
  }
  return parts;
}

/** The part ids of one content, in order. */
export const partIdsOf = (name: string, parts: number): string[] =>
  Array.from({ length: parts }, (_, part) => `${name}.${String(part).padStart(4, "0")}`);
