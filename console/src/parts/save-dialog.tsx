import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLanguage } from "../words/language.tsx";
import { Dialog } from "./dialog.tsx";

interface SaveDialogProps {
  readonly title: string;
  /** Whether every required field is filled; saving is disabled until then. */
  readonly isWhole: boolean;
  readonly isPending: boolean;
  readonly size?: "medium" | "large";
  /** The fields, one below the other. */
  readonly children: ReactNode;
  onSave(): void;
  onClose(): void;
}

/** A form in a dialog, with one button that saves it. */
export function SaveDialog({ title, isWhole, isPending, size = "medium", children, onSave, onClose }: SaveDialogProps) {
  const { words } = useLanguage();
  return (
    <Dialog
      isOpen
      size={size}
      title={title}
      onClose={onClose}
      confirm={
        <Button variant="primary" disabled={!isWhole} loading={isPending} onClick={onSave}>
          {words.save}
        </Button>
      }
    >
      <SpaceBetween size="m">{children}</SpaceBetween>
    </Dialog>
  );
}
