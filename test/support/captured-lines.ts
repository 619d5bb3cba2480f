import { vi } from "vitest";

/** Collects the logger's lines instead of printing them; the logger owns its stream. */
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
