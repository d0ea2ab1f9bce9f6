/** All ports together: those of the notebook, and pipelines with their runs. `app/services.ts` builds it for the browser. */
import type { NotebookServices, NotebookStores } from "../notebook/services/services";
import type { PipelineStore } from "./pipeline";

export interface Stores extends NotebookStores {
  readonly pipelines: PipelineStore;
}

export interface Services extends NotebookServices {
  readonly stores: Stores;
}
