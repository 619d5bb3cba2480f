/** What is asked for; the same twice would be the same run. */
export interface StartRequest {
  readonly type: string;
  readonly identity: string;
  readonly input: Readonly<Record<string, string>>;
  readonly context: Readonly<Record<string, string>>;
}
