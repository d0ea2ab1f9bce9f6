"use client";

/** The frame of every shelf: its name, one sentence, and what it holds. */
import type { ReactNode } from "react";
import { AppShell } from "../shell/app-shell";

export interface ShelfPageProps {
  readonly title: string;
  readonly intro: string;
  readonly children: ReactNode;
}

export function ShelfPage({ title, intro, children }: ShelfPageProps) {
  return (
    <AppShell width="tables">
      <header className="mb-6">
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-1 max-w-prose text-soft">{intro}</p>
      </header>
      {children}
    </AppShell>
  );
}
