import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useHeldBeat } from "../api/beat.ts";
import { useLanguage } from "../words/language.tsx";

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly confirm?: ReactNode;
  /** Label of the dismiss button, where "Cancel" would be ambiguous. */
  readonly dismissLabel?: string | undefined;
  readonly size?: "small" | "medium" | "large" | "max";
  readonly children: ReactNode;
  onClose(): void;
}

/** A modal dialog. Polling pauses while it is open, so that nothing moves below it. */
export function Dialog({ isOpen, title, confirm, dismissLabel, size = "medium", children, onClose }: DialogProps) {
  const { words } = useLanguage();
  useHeldBeat(isOpen);
  if (!isOpen) return null;
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel={words.close}
      onDismiss={({ detail }) => {
        // A click beside a form would take what was entered with it.
        if (confirm === undefined || detail.reason !== "overlay") onClose();
      }}
      footer={
        confirm !== undefined && (
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={onClose}>
                {dismissLabel ?? words.dismiss}
              </Button>
              {confirm}
            </SpaceBetween>
          </Box>
        )
      }
    >
      {children}
    </Modal>
  );
}
