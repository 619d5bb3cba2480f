import type { Command } from "commander";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

const scripts: Readonly<Record<Shell, string>> = {
  bash: `_runtruth() { mapfile -t COMPREPLY < <(runtruth complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}"); }
complete -F _runtruth runtruth`,
  zsh: `#compdef runtruth
_runtruth() { compadd -- \${(f)"$(runtruth complete -- "\${words[@]:1:$((CURRENT-1))}")"}; }
compdef _runtruth runtruth`,
  fish: `complete -c runtruth -f -a '(runtruth complete -- (commandline -opc)[2..] (commandline -ct))'`,
};

/** The completion script of a shell, to be evaluated by it. It asks the command itself, so it never becomes outdated. */
export function completionScript(shell: Shell): string {
  return scripts[shell];
}

/** Completions of the last argument: commands, options of the command, or values of an option. */
export function candidates(program: Command, words: readonly string[]): string[] {
  const last = words.at(-1) ?? "";
  const commands = program.createHelp().visibleCommands(program);
  const command = commands.find((known) => words.slice(0, -1).includes(known.name()));
  const options = [...program.options, ...(command?.options ?? [])];
  const before = options.find(({ short, long }) => [short, long].includes(words.at(-2)));
  const found =
    before?.argChoices ??
    (last.startsWith("-")
      ? options.map(({ long }) => long ?? "")
      : command
        ? []
        : commands.map((known) => known.name()));
  return found.filter((candidate) => candidate !== "" && candidate.startsWith(last));
}
