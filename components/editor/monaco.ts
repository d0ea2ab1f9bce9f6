/** Monaco with TypeScript only, loaded the first time that code is edited. The one file that knows how it is put together. */
import * as monaco from "monaco-editor/editor";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import "monaco-editor/languages/definitions/typescript/register";
import "monaco-editor/features/register.all";
import { CELL_TYPES } from "./cell-types";

let ready = false;

/** Monaco, set up once: its workers, the compiler's options and the types of the cell API. */
export function loadMonaco(): typeof monaco {
  if (ready) return monaco;
  ready = true;
  self.MonacoEnvironment = {
    getWorker: (_id: string, label: string) =>
      label === "typescript" || label === "javascript"
        ? new Worker(new URL("monaco-editor/language/typescript/ts.worker", import.meta.url), { type: "module" })
        : new Worker(new URL("monaco-editor/editor/editor.worker", import.meta.url), { type: "module" }),
  };
  const { typescriptDefaults } = typescript;
  typescriptDefaults.setCompilerOptions({
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    lib: ["esnext", "webworker"],
    strict: true,
    allowNonTsExtensions: true,
  });
  // Free names are handles of other cells, which this editor does not type yet: "cannot find name" would only mislead.
  typescriptDefaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: [2304, 2552, 1375, 1378, 2451] });
  typescriptDefaults.addExtraLib(CELL_TYPES, "ciclo.d.ts");
  return monaco;
}
