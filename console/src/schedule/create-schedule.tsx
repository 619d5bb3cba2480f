import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { useWorkspace } from "../shell/me.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { useScheduleWords } from "./schedule-words.ts";

interface CreateScheduleProps {
  readonly ws: string;
  readonly environmentId: string | undefined;
}

/** Opens the form of a new schedule. Hidden for readers who may create none. */
export function CreateSchedule({ ws, environmentId }: CreateScheduleProps) {
  const { words } = useScheduleWords();
  const { can } = useWorkspace(ws);
  const [isOpen, setOpen] = useState(false);
  if (!can("tenant.schedules.manage")) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {words.schedule.create}
      </Button>
      {isOpen && <ScheduleForm ws={ws} environmentId={environmentId} onClose={() => setOpen(false)} />}
    </>
  );
}
