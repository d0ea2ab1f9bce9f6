import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../ids";
import type { CellId } from "../../ids";
import { codeCell } from "../document/defaults";
import type { EdgeMode, NotebookDocument } from "../document/document";
import { ancestorsOf, buildGraph } from "./graph";
import type { AnalyseCode, Graph } from "./graph";
import { IDLE_SCHEDULE, advance } from "./schedule";
import type { Schedule, ScheduleEvent } from "./schedule";

const SEED = 20_260;

/** `name = number + other + other`: enough of a language to compute with. */
const analyse: AnalyseCode = (source) => {
  const [name = "", right = ""] = source.split("=").map((part) => part.trim());
  return { defines: [name], references: right.match(/[a-z]\d+/g) ?? [] };
};

/** Cells that may need any cell before them, so that there is never a cycle. */
const notebooks = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat({ max: 30 }), { maxLength: 3 }),
      number: fc.nat({ max: 9 }),
      mode: fc.constantFrom<EdgeMode | null>(null, null, null, "manual", "approval", "automatic"),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((cells): NotebookDocument => {
    const edges: Record<string, EdgeMode> = {};
    const made = cells.map(({ needs, number, mode }, index) => {
      const names = index === 0 ? [] : [...new Set(needs.map((need) => `c${need % index}`))];
      if (mode !== null) edges[`c${index}`] = mode;
      return codeCell(asId(`c${index}`), [`c${index} = ${number}`, ...names].join(" + "));
    });
    return notebook(made, edges);
  });

function notebook(cells: NotebookDocument["cells"], edges: NotebookDocument["edges"] = {}): NotebookDocument {
  return { format: "ciclo-notebook", formatVersion: 1, id: asId("n"), title: "", origin: null, cells, edges };
}

/** A notebook that computes: values, and the source and inputs each value was made from. */
class Machine {
  readonly values = new Map<CellId, string>();
  readonly made = new Map<CellId, string>();
  readonly started: CellId[] = [];
  schedule: Schedule = IDLE_SCHEDULE;
  document: NotebookDocument;
  failing = new Set<CellId>();

  constructor(document: NotebookDocument) {
    this.document = document;
  }

  get graph(): Graph {
    return buildGraph(this.document, analyse);
  }

  recipe(id: CellId): string {
    const cell = this.document.cells.find((other) => other.id === id);
    const inputs = this.graph.edges.filter((edge) => edge.to === id).map((edge) => this.values.get(edge.from));
    return JSON.stringify([cell?.kind === "code" ? cell.source : null, inputs]);
  }

  fresh(): Set<CellId> {
    const fresh = new Set<CellId>();
    for (const id of this.graph.order) {
      const before = this.graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from);
      if (this.made.get(id) === this.recipe(id) && before.every((other) => fresh.has(other))) fresh.add(id);
    }
    return fresh;
  }

  send(event: ScheduleEvent): void {
    const view = {
      document: this.document,
      graph: this.graph,
      fresh: this.fresh(),
      available: new Set(this.values.keys()),
    };
    const { schedule, start } = advance(this.schedule, event, view);
    this.schedule = schedule;
    if (start === null) return;
    this.started.push(start);
    const succeeded = !this.failing.has(start);
    if (succeeded) {
      this.made.set(start, this.recipe(start));
      this.values.set(start, `value of ${this.recipe(start)}`);
    }
    this.send({ kind: "finished", cellId: start, succeeded });
  }

  approveAll(): void {
    for (let guard = 0; guard < 50; guard++) {
      const waiting = Object.entries(this.schedule.waits).find(([, wait]) => wait.kind === "approval-edge");
      if (!waiting) return;
      this.send({ kind: "approve", cellId: asId(waiting[0]) });
    }
  }
}

/** What a run of everything computes, from scratch and without a scheduler. */
function fromScratch(document: NotebookDocument): ReadonlyMap<CellId, string> {
  const machine = new Machine(document);
  for (const id of machine.graph.order) machine.values.set(id, `value of ${machine.recipe(id)}`);
  return machine.values;
}

const withoutManual = (document: NotebookDocument): NotebookDocument => ({
  ...document,
  edges: Object.fromEntries(Object.entries(document.edges).filter(([, mode]) => mode !== "manual")),
});

describe("the scheduler against an oracle from scratch", () => {
  it("computes what a run from scratch computes, each cell once and after what it needs", () => {
    fc.assert(
      fc.property(notebooks, (document) => {
        const machine = new Machine(withoutManual(document));
        machine.send({ kind: "run-all" });
        machine.approveAll();
        expect([...machine.values].sort()).toEqual([...fromScratch(document)].sort());
        expect(new Set(machine.started).size).toBe(machine.started.length);
        machine.started.forEach((id, index) => {
          const before = new Set(machine.started.slice(0, index));
          for (const needed of ancestorsOf(machine.graph, id)) expect(before).toContain(needed);
        });
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("brings a notebook up to date after any edits, running only what is stale", () => {
    const edits = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 9 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(notebooks, edits, (notebook, changes) => {
        const machine = new Machine({ ...notebook, edges: {} });
        machine.send({ kind: "run-all" });
        const cells = [...machine.document.cells];
        for (const [at, number] of changes) {
          const cell = cells[at % cells.length];
          if (cell?.kind !== "code") continue;
          cells[at % cells.length] = { ...cell, source: cell.source.replace(/= \d/, `= ${number}`) };
        }
        machine.document = { ...machine.document, cells };
        const fresh = machine.fresh();
        machine.started.length = 0;
        const stale = new Set(machine.graph.order.filter((id) => !fresh.has(id)));
        machine.send({ kind: "run-stale", stale });
        expect([...machine.values].sort()).toEqual([...fromScratch(machine.document)].sort());
        for (const id of machine.started) expect(fresh).not.toContain(id);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("runs nothing behind a cell that failed, and everything else", () => {
    fc.assert(
      fc.property(notebooks, fc.nat({ max: 30 }), (document, at) => {
        const machine = new Machine({ ...document, edges: {} });
        const failing = machine.graph.order[at % machine.graph.order.length];
        if (failing === undefined) return;
        machine.failing.add(failing);
        machine.send({ kind: "run-all" });
        const expected = machine.graph.order.filter((id) => !ancestorsOf(machine.graph, id).has(failing));
        expect(new Set(machine.started)).toEqual(new Set(expected));
        expect(machine.schedule.queue).toEqual([]);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

const chain = (edges: NotebookDocument["edges"]): Machine =>
  new Machine(
    notebook(
      [
        codeCell(asId("c0"), "c0 = 1"),
        codeCell(asId("c1"), "c1 = 1 + c0"),
        codeCell(asId("c2"), "c2 = 1 + c1"),
        codeCell(asId("c3"), "c3 = 1 + c2"),
      ],
      edges,
    ),
  );

describe("edge modes", () => {
  it("run all stops at the first manual edge and says so", () => {
    const machine = chain({ c2: "manual" });
    machine.send({ kind: "run-all" });
    expect(machine.started).toEqual(["c0", "c1"]);
    expect(machine.schedule.waits).toEqual({ c2: { kind: "manual-edge" } });
  });

  it("run all goes past a manual hand-over that has been made and still stands", () => {
    const machine = chain({ c2: "manual" });
    machine.send({ kind: "run-all" });
    machine.send({ kind: "run-cell", cellId: asId("c2") });
    machine.started.length = 0;
    machine.send({ kind: "run-all" });
    expect(machine.started).toContain("c3");
    expect(machine.schedule.waits).toEqual({});
  });

  it("a cell behind an approval edge waits until it is approved, and then the rest goes on", () => {
    const machine = chain({ c2: "approval" });
    machine.send({ kind: "run-all" });
    expect(machine.started).toEqual(["c0", "c1"]);
    expect(machine.schedule.waits).toEqual({ c2: { kind: "approval-edge" } });
    machine.send({ kind: "approve", cellId: asId("c2") });
    expect(machine.started).toEqual(["c0", "c1", "c2", "c3"]);
  });

  it("only explicitly automatic edges follow by themselves", () => {
    const machine = chain({ c2: "automatic" });
    machine.send({ kind: "run-cell", cellId: asId("c1") });
    expect(machine.started).toEqual(["c0", "c1", "c2"]);
  });

  it("a click on a cell is the hand-over for what it needs", () => {
    const machine = chain({ c1: "manual", c2: "approval" });
    machine.send({ kind: "run-cell", cellId: asId("c3") });
    expect(machine.started).toEqual(["c0", "c1", "c2", "c3"]);
  });

  it("stopping everything empties the queue", () => {
    const machine = chain({ c2: "approval" });
    machine.send({ kind: "run-all" });
    machine.send({ kind: "stop", cellId: null });
    expect(machine.schedule).toEqual(IDLE_SCHEDULE);
  });
});
