/** The code runner of the notebook: compiles a cell and runs it in the opaque frame with the capabilities of its scope. */
import type { CodeRunner } from "../../lib/notebook/runtime/code-runner";
import { compileCell } from "../../lib/notebook/code/compile";
import type { Services } from "../../lib/pipeline/services";
import { capabilities } from "./capabilities";
import { runCell } from "./run-cell";

/** Runs code cells with read-only access to the datasets they name. */
export function createCodeRunner(services: Pick<Services, "data" | "stores">): CodeRunner {
  return {
    run: async ({ cell, scope, onDisplay, signal }) => {
      const { body } = compileCell(cell.source);
      return runCell({ scope, body, answer: capabilities(services, scope), onDisplay, signal });
    },
  };
}
