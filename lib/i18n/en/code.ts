export const code = {
  label: "Code of this cell",
  edit: "Edit the code",
  done: "Done",
  loading: "Loading the editor …",
  output: "Output",
  empty:
    "This cell is empty. Write TypeScript: you can use the name of another cell, for example data; `display(value)` shows something.",
  tableCaption: { one: "Table with {count} row", other: "Table with {count} rows" },
  tableShown: "First {shown} of {count} rows",
  dropped: {
    one: "{count} message hidden to keep the page alive",
    other: "{count} messages hidden to keep the page alive",
  },
} as const;
