import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The text of one data file of an S3 export, compressed or not. */
export function textOfExport(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}
