import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type {
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  runSchedule,
} from "../../../shared/contract/schedule-routes.ts";
import type { ScheduleAnswer } from "../../../shared/contract/schedules.ts";
import { type ApiError, isRefusal } from "../api/client.ts";
import { useClient, useWrite } from "../api/use-api.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { schedulesPage } from "../runs/addresses.ts";
import { useSayStarted } from "../start/use-say-started.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { useScheduleWords } from "./schedule-words.ts";

interface ScheduleActionsProps {
  readonly ws: string;
  readonly schedule: ScheduleAnswer;
}

type Action = "run" | "pause" | "resume" | "remove";
const path: (typeof removeSchedule)["path"] = "/api/workspaces/{ws}/schedules/{schedule}";

/** What the reader may do with a schedule; each action states its consequence first. */
export function ScheduleActions({ ws, schedule }: ScheduleActionsProps) {
  const { words } = useScheduleWords();
  const sayStarted = useSayStarted();
  const [chosen, setChosen] = useState<Action>();
  const [isEditing, setEditing] = useState(false);
  // One key per start, so that a repeated click starts nothing twice.
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const run = useWrite<typeof runSchedule>("POST", `${path}/run`);
  const pause = useWrite<typeof pauseSchedule>("POST", `${path}/pause`);
  const resume = useWrite<typeof resumeSchedule>("POST", `${path}/resume`);
  const remove = useRemove(ws, schedule.id);
  const parameters = { ws, schedule: schedule.id };
  const close = () => {
    setChosen(undefined);
    for (const write of [run, pause, resume, remove]) write.reset();
  };
  const carryOut: Readonly<Record<Action, (note: string) => void>> = {
    run: () =>
      run.mutate(
        { parameters, idempotencyKey, onAnswered: (answer) => sayStarted(answer, { link: schedule.typeLabel }) },
        {
          onSuccess() {
            close();
            setIdempotencyKey(crypto.randomUUID());
          },
          onError(error) {
            if (isRefusal(error)) setIdempotencyKey(crypto.randomUUID());
          },
        },
      ),
    pause: (note) => pause.mutate({ parameters, body: { note } }, { onSuccess: close }),
    resume: (note) => resume.mutate({ parameters, body: { note } }, { onSuccess: close }),
    remove: () => remove.mutate(),
  };
  // Nothing starts in an archived environment, so a paused schedule cannot be resumed there.
  const isStopped = schedule.state.code === "stopped";
  const pausing: readonly Action[] = schedule.paused === null ? ["pause"] : isStopped ? [] : ["resume"];
  const actions: readonly Action[] = [
    ...(schedule.isStartable ? (["run"] as const) : []),
    ...(schedule.isChangeable ? [...pausing, "remove" as const] : []),
  ];
  const write = { run, pause, resume, remove };
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {schedule.isChangeable && <Button onClick={() => setEditing(true)}>{words.schedule.edit}</Button>}
        {actions.map((action) => (
          <Button key={action} variant={action === "resume" ? "primary" : "normal"} onClick={() => setChosen(action)}>
            {words.schedule.actions[action].label}
          </Button>
        ))}
      </SpaceBetween>
      {isEditing && <ScheduleForm ws={ws} schedule={schedule} onClose={() => setEditing(false)} />}
      {chosen !== undefined && (
        <ConfirmDialog
          about={schedule.name}
          action={{ ...words.schedule.actions[chosen], requiresNote: chosen === "pause" || chosen === "resume" }}
          noteMeans={words.schedule.noteMeans}
          isPending={write[chosen].isPending}
          error={write[chosen].error}
          onClose={close}
          onConfirm={(note) => carryOut[chosen](note ?? "")}
        />
      )}
    </>
  );
}

/** Removes a schedule and leaves its page, before that is asked for again and not found. */
function useRemove(ws: string, schedule: string) {
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation<unknown, ApiError>({
    mutationFn: () => client.write<typeof removeSchedule>("DELETE", path, { parameters: { ws, schedule } }),
    async onSuccess() {
      navigate(schedulesPage(ws));
      await queries.invalidateQueries({ refetchType: "none" });
    },
  });
}
