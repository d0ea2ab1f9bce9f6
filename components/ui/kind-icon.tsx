"use client";

/** The icon of a cell kind, in the hue of its phase. */
import {
  Activity,
  Box,
  CircleHelp,
  ClipboardCheck,
  Code,
  Database,
  FlaskConical,
  Goal,
  Library,
  Radio,
  RotateCw,
  Split,
  Text,
  TrendingDown,
  type LucideIcon,
} from "lucide-react";
import type { Cell } from "@/lib/notebook/document/document";
import { phaseClass } from "./phase";

const ICONS: Record<Cell["kind"], LucideIcon> = {
  goal: Goal,
  dataset: Database,
  split: Split,
  prepare: FlaskConical,
  train: TrendingDown,
  package: Box,
  evaluate: ClipboardCheck,
  register: Library,
  deploy: Radio,
  monitor: Activity,
  trigger: RotateCw,
  text: Text,
  code: Code,
  unknown: CircleHelp,
};

export function KindIcon({ kind, size = 18 }: { readonly kind: Cell["kind"]; readonly size?: number }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden size={size} strokeWidth={1.75} className={`shrink-0 ${phaseClass(kind)}`} />;
}
