/** A notebook opened on fake services, with a timer moved by hand. For tests only. */
import { newId } from "../ids";
import type { CellId } from "../ids";
import { BY_PERSON } from "../journal";
import type { CellState } from "../notebook/result/cell-result";
import type { NotebookDocument } from "../notebook/document/document";
import { openNotebook } from "../notebook/runtime/open-notebook";
import type { NotebookRuntime, RuntimeOptions } from "../notebook/runtime/runtime";
import { starterNotebook } from "../notebook/templates/starter";
import type { StarterKind } from "../notebook/templates/starter";
import type { Timer } from "../notebook/runtime/timer";
import { fakeServices } from "./fake-services";
import type { FakeServices } from "./fake-services";

export interface HandTimer extends Timer {
  /** Calls everything that waits. */
  fire(): void;
  readonly waiting: number;
}

/** A timer whose callbacks wait until the test fires them. */
export function handTimer(): HandTimer {
  const callbacks = new Set<() => void>();
  return {
    after: (_, callback) => {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    fire: () => {
      const due = [...callbacks];
      callbacks.clear();
      for (const callback of due) callback();
    },
    get waiting() {
      return callbacks.size;
    },
  };
}

export interface Session {
  readonly services: FakeServices;
  readonly runtime: NotebookRuntime;
  readonly timer: HandTimer;
  readonly id: (name: string) => CellId;
  readonly state: (name: string) => CellState;
  /** Runs a cell and waits until nothing runs. */
  readonly run: (name: string) => Promise<void>;
  readonly settled: () => Promise<void>;
  /** Another look at the same notebook, as after a reload. */
  readonly reopen: () => Promise<Session>;
}

/** Opens a starter, or a document, as a new notebook. */
export async function openSession(
  what: StarterKind | NotebookDocument,
  options: Pick<RuntimeOptions, "analyse"> & { readonly services?: FakeServices } = {},
): Promise<Session> {
  const { services = fakeServices(), ...rest } = options;
  const ids = { notebook: newId, cell: newId } as Parameters<typeof starterNotebook>[1];
  const document = typeof what === "string" ? starterNotebook(what, ids) : what;
  await services.stores.notebooks.createNotebook(services.projectId, document, BY_PERSON);
  return sessionOf(services, document.id, rest);
}

async function sessionOf(
  services: FakeServices,
  notebookId: NotebookDocument["id"],
  options: Pick<RuntimeOptions, "analyse">,
): Promise<Session> {
  const timer = handTimer();
  const runtime = await openNotebook({ services, notebookId, timer, ...options });
  const id = (name: string): CellId => {
    const cell = runtime.document.cells.find((other) => "name" in other && other.name === name);
    if (!cell) throw new Error(`there is no cell ${name}`);
    return cell.id;
  };
  const settled = async (): Promise<void> => {
    for (let quiet = 0; quiet < 5;) {
      await new Promise((resolve) => setTimeout(resolve));
      quiet = runtime.getSnapshot().running ? 0 : quiet + 1;
    }
  };
  return {
    services,
    runtime,
    timer,
    id,
    settled,
    state: (name) => {
      const state = runtime.getSnapshot().states[id(name)];
      if (!state) throw new Error(`there is no state of ${name}`);
      return state;
    },
    run: async (name) => {
      runtime.runCell(id(name));
      await settled();
    },
    reopen: async () => {
      await runtime.dispose();
      return sessionOf(services, notebookId, options);
    },
  };
}
