import { vi } from "vitest";

/** The logger owns its stream; what it writes there is collected instead of printed. */
export function capturedLines(): string[] {
  const lines: string[] = [];
  const collect = (chunk: string | Uint8Array) => {
    lines.push(
      ...String(chunk)
        .split("\n")
        .filter((line) => line !== ""),
    );
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(collect);
  vi.spyOn(process.stderr, "write").mockImplementation(collect);
  return lines;
}
