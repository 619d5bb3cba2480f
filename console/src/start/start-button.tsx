import Button from "@cloudscape-design/components/button";
import { Suspense, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";

const StartPanel = fetched(() => import("./start-panel.tsx").then(({ StartPanel }) => StartPanel), NoStartPanel);

interface StartButtonProps {
  readonly ws: string;
  readonly environmentId?: string | undefined;
  /** Preselected type. */
  readonly type?: string;
  readonly label?: string;
}

/** Opens the start panel. Hidden for readers who may start nothing. */
export function StartButton({ ws, environmentId, type, label }: StartButtonProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isOpen, setOpen] = useState(false);
  if (!can("tenant.operations.start")) return null;
  return (
    <>
      <Button variant={type === undefined ? "primary" : "normal"} onClick={() => setOpen(true)}>
        {label ?? words.start.open}
      </Button>
      {isOpen && (
        <Suspense>
          <StartPanel ws={ws} environmentId={environmentId} type={type} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function NoStartPanel({ onClose }: { onClose(): void }) {
  const { words } = useLanguage();
  return (
    <Dialog isOpen title={words.start.open} onClose={onClose}>
      <NotLoaded />
    </Dialog>
  );
}
