import type { FlashbarProps } from "@cloudscape-design/components/flashbar";

export interface Toast {
  readonly type: FlashbarProps.Type;
  readonly text: string;
  /** Link target and label. */
  readonly href?: string | undefined;
  readonly link?: string;
}
export type ShownToast = Toast & { readonly id: string };
