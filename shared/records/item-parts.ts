/** Bytes of members in one side item; a table item ends at 400 KB. */
const partBytesMax = 256 * 1024;

/** Members in as many parts as side items must hold them, in their order; at least one part. */
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

/** The ids of the parts of one content, in their order. */
export const partIdsOf = (name: string, parts: number): string[] =>
  Array.from({ length: parts }, (_, part) => `${name}.${String(part).padStart(4, "0")}`);
