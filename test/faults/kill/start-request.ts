/** A start request; two equal requests have the same run identity. */
export interface StartRequest {
  readonly type: string;
  readonly identity: string;
  readonly input: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, string>>;
}
