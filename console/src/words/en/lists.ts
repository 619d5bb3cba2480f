/** Lists of runs: selection, causes and export. */
export const lists = {
  bulk: {
    actions: "Actions",
    runs: (count: number) => (count === 1 ? "1 run" : `${count} runs`),
    progress: (done: string, total: string) => `${done} of ${total} done`,
    refused: (count: number) => (count === 1 ? "1 run was left as it is" : `${count} runs were left as they are`),
    alreadyDone: (count: number) =>
      count === 1 ? "1 run was already done, and not run again" : `${count} runs were already done, and not run again`,
    complete: (count: number) => (count === 1 ? "Done for 1 run." : `Done for all ${count} runs.`),
    earlier: (count: number) =>
      count === 1
        ? "This includes 1 earlier run of the same work."
        : `This includes ${count} earlier runs of the same work.`,
    show: "Show results",
    select: "Select",
    selectAll: "Select all shown runs",
  },
  causes: {
    title: "Open issues by cause",
    cause: "Cause",
    issues: "Issues",
    runs: "Runs",
    where: "Environment",
    operations: "Operation",
    since: "Since",
    next: "Next step",
    held: "Not open: a disabled connection blocks these runs.",
    more: (count: number) => `and ${count} more`,
    blocks: (count: number) => (count === 1 ? "blocks 1 run" : `blocks ${count} runs`),
  },
  list: {
    more: "Show more",
    start: "Back to the start",
    copyLink: "Copy link",
    linkCopied: "Link copied",
    export: "Export as CSV",
    notExported: "The export failed. Try again.",
    exported: (count: number) => `${count} runs exported.`,
    exportedInPart: (count: number) =>
      `Only the newest ${count} runs were exported. Narrow the filters for the others.`,
    preferences: "Columns and display",
    columns: "Columns",
    compact: "Compact rows",
    wrap: "Wrap long texts",
    sortNote: "Sorting applies to the loaded rows.",
    apply: "Apply",
    group: "View",
    byRun: "Runs",
    byCause: "By cause",
    csv: [
      "Id",
      "Operation",
      "Environment",
      "Status",
      "Cause",
      "Started by",
      "Created",
      "Ended",
      "Wait time (s)",
      "Run time (s)",
    ],
  },
};
