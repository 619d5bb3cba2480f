import { unverifiableIn } from "../../redaction/unverifiable.ts";
import type { StartRequest } from "../define-operation.ts";
import { writableBody } from "../restores/restore-content.ts";
import { bodyIn } from "../restores/restore-target.ts";
import { archiveForm, archiveOf, manifestOf, sha256 } from "../reviews/pack-archive.ts";
import { jsonBytes, type PackFile } from "../reviews/pack-content.ts";
import { type ExportedPolicy, exportFormatVersion } from "./export-selection.ts";
import type { ExportForm } from "./policy.export.input.ts";

/** A policy with the text of its stored version. */
export interface ExportDocument {
  readonly policy: ExportedPolicy;
  readonly text: string;
}

interface Parts {
  readonly scope: StartRequest<unknown>["scope"];
  readonly form: ExportForm;
  readonly documents: readonly ExportDocument[];
  readonly missing: readonly ExportedPolicy[];
}

/**
 * The archive of an export: a file for each policy, what `sha256sum -c SHA256SUMS` checks, and a manifest that names each
 * policy, its masked secrets, and the policies that are missing. It contains no time, so equal content is equal bytes.
 */
export function buildExport({ scope, form, documents, missing }: Parts) {
  const exported = documents.map(({ policy, text }) => {
    const { collection, policyId, contentHash } = policy;
    const file: PackFile = {
      // An id may contain characters that a file name may not.
      path: `policies/${collection}/${encodeURIComponent(policyId)}.json`,
      bytes: Buffer.from(textOf(policy, text, form), "utf8"),
      source: { kind: "policy-versions", id: contentHash },
    };
    return { file, policy, masked: unverifiableIn(bodyIn(text) ?? {}) };
  });
  const files = exported.map(({ file }) => file);
  const manifest = manifestOf(
    {
      ...{ format: "runtruth.policy-export", formatVersion: exportFormatVersion, archive: archiveForm, ...scope, form },
      policies: exported.map(({ file, policy, masked }) => ({
        ...policy,
        path: file.path,
        maskedSecrets: [...masked],
      })),
      missing: missing.map((policy) => ({ ...policy })),
    },
    files,
  );
  const manifestBytes = jsonBytes(manifest);
  const entries = new Map<string, Uint8Array>([
    ["manifest.json", manifestBytes],
    ...files.map(({ path, bytes }) => [path, bytes] as const),
  ]);
  const sums = [...entries].map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).sort();
  const archive = archiveOf(entries.set("SHA256SUMS", Buffer.from(sums.join(""), "utf8")));
  return { archive, maskedCount: exported.filter(({ masked }) => masked.length > 0).length };
}

/** The stored text is kept as it is: its numbers may be longer than a double. */
function textOf({ collection }: ExportedPolicy, text: string, form: ExportForm): string {
  const body = form === "importable" ? bodyIn(text) : undefined;
  if (body === undefined) return text;
  return Buffer.from(jsonBytes(writableBody(collection, body, "absent"))).toString("utf8");
}
