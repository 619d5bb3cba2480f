import Button from "@cloudscape-design/components/button";
import { Suspense, useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { useMe, useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { findDraft, forgetDraft } from "./start-draft.ts";

const StartPanel = fetched(() => import("./start-panel.tsx").then(({ StartPanel }) => StartPanel), NoStartPanel);

interface StartButtonProps {
  readonly ws: string;
  readonly environmentId?: string | undefined;
  /** Preselected type. */
  readonly type?: string;
  readonly label?: string;
  /** Values that the form starts with. */
  readonly values?: Readonly<Record<string, string>>;
  /** A link in a line of text. */
  readonly isInline?: boolean;
}

/** Opens the start panel. Hidden for readers who may start nothing. */
export function StartButton({ ws, environmentId, type, label, values, isInline = false }: StartButtonProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const openedBy = [useMe().id, ws, environmentId ?? "", type ?? "", ...Object.values(values ?? {})].join("\n");
  // After a sign-in in the middle of a start, its form opens again with what was entered.
  const [draft, setDraft] = useState(() => findDraft(openedBy));
  const [isOpen, setOpen] = useState(draft !== undefined);
  const close = () => {
    forgetDraft();
    setDraft(undefined);
    setOpen(false);
  };
  if (!can("tenant.operations.start")) return null;
  return (
    <>
      <Button
        variant={isInline ? "inline-link" : type === undefined ? "primary" : "normal"}
        onClick={() => setOpen(true)}
      >
        {label ?? words.start.open}
      </Button>
      {isOpen && (
        <Suspense>
          <StartPanel
            ws={ws}
            environmentId={environmentId}
            type={type}
            values={values}
            openedBy={openedBy}
            draft={draft}
            onClose={close}
          />
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
