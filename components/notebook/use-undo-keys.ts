"use client";

/** Ctrl+Z and ⌘Z anywhere on the notebook's page; a field that is being written in has an undo of its own. */
import { useEffect } from "react";
import type { NotebookRuntime } from "@/lib/notebook/runtime/runtime";

const WRITING = "input, textarea, select, [contenteditable=true], .monaco-editor";

export function useUndoKeys(runtime: NotebookRuntime): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (!(event.ctrlKey || event.metaKey) || event.altKey || target?.closest(WRITING)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) runtime.redo();
      else runtime.undo();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [runtime]);
}
