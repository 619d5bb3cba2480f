import type { RecordKind } from "../../../shared/contract/records.ts";
import type { showRecord } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { recordNameOf } from "./record-name.ts";

interface RecordLinkProps {
  readonly ws: string;
  readonly env: string;
  readonly kind: RecordKind;
  readonly id: string;
}

/** A link to another record by name; records hidden from the reader show their id. */
export function RecordLink({ ws, env, kind, id }: RecordLinkProps) {
  const { words, formats } = useLanguage();
  const { data } = useRead<typeof showRecord>("/api/workspaces/{ws}/environments/{env}/records/{kind}/{id}", {
    ws,
    env,
    kind,
    id,
  });
  if (data === undefined) return <span className="id">{id}</span>;
  return <AppLink href={recordPage(ws, env, kind, id)}>{recordNameOf(data, kind, words, formats)}</AppLink>;
}
