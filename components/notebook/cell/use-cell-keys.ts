"use client";

/** The keyboard of the notebook: on a selected cell, single keys; inside a cell, Escape and Ctrl+Enter. */
import { useRef, type KeyboardEvent, type RefObject } from "react";
import { newId, type CellId } from "@/lib/ids";
import { textCell } from "@/lib/notebook/document/defaults";
import type { NotebookRuntime } from "@/lib/notebook/runtime/runtime";
import { useNotebook } from "../notebook-context";
import { openForWriting } from "./new-cells";
import { useRemoveCell } from "./use-remove-cell";

const FIELDS = "input, select, textarea, button[data-edit], [role=slider], [role=switch], canvas, button";

export function useCellKeys(runtime: NotebookRuntime, host: RefObject<HTMLElement | null>) {
  const { document, edit, run } = useNotebook();
  const remove = useRemoveCell();
  const deleteArmed = useRef<string | null>(null);

  const articles = () => [...(host.current?.querySelectorAll<HTMLElement>("article[data-cell]") ?? [])];
  const move = (article: HTMLElement, by: number) => {
    const all = articles();
    const next = all[all.indexOf(article) + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const insertText = (index: number) => {
    const cell = textCell(newId<CellId>(), "");
    openForWriting(cell.id);
    edit({ kind: "insert", cell, index });
  };

  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const article = target.closest<HTMLElement>("article[data-cell]");
    const id = article?.dataset["cell"] as CellId | undefined;
    if (!article || !id) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return run(id);
    }
    if (event.key === "Escape" && target !== article && !event.defaultPrevented) return article.focus();
    if (target !== article || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = document.cells.findIndex((cell) => cell.id === id);
    const armed = deleteArmed.current === id;
    deleteArmed.current = null;
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(article, 1),
      j: () => move(article, 1),
      ArrowUp: () => move(article, -1),
      k: () => move(article, -1),
      Enter: () => enter(article),
      a: () => insertText(index),
      b: () => insertText(index + 1),
      z: () => runtime.undo(),
      Z: () => runtime.redo(),
      d: () => {
        if (!armed) return void (deleteArmed.current = id);
        const cell = document.cells[index];
        if (cell) remove(cell);
      },
      "?": () => window.document.querySelector<HTMLElement>("[data-help]")?.click(),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}

/** Opens the cell and gives its first field the focus. */
function enter(article: HTMLElement): void {
  const toggle = article.querySelector<HTMLElement>("header [aria-expanded=false]");
  toggle?.click();
  requestAnimationFrame(() => {
    const form = article.querySelector<HTMLElement>("[data-testid=cell-form]") ?? article;
    (form.querySelector<HTMLElement>(FIELDS) ?? article).focus();
  });
}
