import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { preview } from "../../../shared/contract/schedules.ts";
import { useLanguage } from "../words/language.tsx";

type Slot = z.infer<typeof preview>["items"][number];

/** A slot in the local time of its schedule, with what a change of the clock does to it; the reader's time on hover. */
export function SlotTime({ slot: { at, local, note } }: { readonly slot: Slot }) {
  const { formats } = useLanguage();
  return (
    <span className="run-lines">
      <time dateTime={at} title={formats.absolute(at)}>
        {formats.local(local)}
      </time>
      {note !== null && (
        <Box variant="small" color="text-status-warning">
          {note.text}
        </Box>
      )}
    </span>
  );
}
