"use client";

/** A Monaco editor over one text. Heavy: import it with `next/dynamic`, when editing starts. */
import { useEffect, useRef } from "react";
import { loadMonaco } from "./monaco";

const LINE_HEIGHT_PX = 20;
const PADDING_PX = 16;

export interface CodeEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Ctrl+Enter or ⌘+Enter. */
  readonly onRun: () => void;
  readonly onLeave: () => void;
  readonly label: string;
  readonly readOnly?: boolean;
}

export function CodeEditor({ value, onChange, onRun, onLeave, label, readOnly = false }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onChange, onRun, onLeave });
  const initial = useRef(value);
  useEffect(() => {
    handlers.current = { onChange, onRun, onLeave };
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const monaco = loadMonaco();
    const editor = monaco.editor.create(element, {
      value: initial.current,
      language: "typescript",
      theme: isDark() ? "vs-dark" : "vs",
      readOnly,
      ariaLabel: label,
      automaticLayout: true,
      minimap: { enabled: false },
      lineNumbers: "on",
      lineHeight: LINE_HEIGHT_PX,
      fontFamily: "IBM Plex Mono, monospace",
      fontSize: 13,
      scrollBeyondLastLine: false,
      padding: { top: PADDING_PX / 2, bottom: PADDING_PX / 2 },
      tabFocusMode: false,
      fixedOverflowWidgets: true,
    });
    const fit = () =>
      void (element.style.height = `${Math.max(3, editor.getModel()?.getLineCount() ?? 3) * LINE_HEIGHT_PX + PADDING_PX}px`);
    fit();
    const changes = editor.onDidChangeModelContent(() => {
      fit();
      handlers.current.onChange(editor.getValue());
    });
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => handlers.current.onRun());
    editor.addCommand(
      monaco.KeyCode.Escape,
      () => handlers.current.onLeave(),
      "!suggestWidgetVisible && !findWidgetVisible",
    );
    editor.focus();
    return () => {
      changes.dispose();
      editor.getModel()?.dispose();
      editor.dispose();
    };
  }, [label, readOnly]);

  return <div ref={host} className="overflow-hidden rounded border border-line" />;
}

/** The theme that is shown: the one that was chosen, else the system's. */
function isDark(): boolean {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}
