import type { FlashbarProps } from "@cloudscape-design/components/flashbar";

export interface Toast {
  readonly type: FlashbarProps.Type;
  readonly text: string;
  /** Link target and label. */
  readonly href?: string | undefined;
  readonly link?: string;
  /** The text is a state of the linked run, so that the run's present state takes its place. */
  readonly isRunState?: boolean;
}
export type ShownToast = Toast & { readonly id: string };
