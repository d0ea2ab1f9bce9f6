/** The shelves: what exists in this project. */
import { BarChart3, BookOpen, Database, History, Library, Radio, type LucideIcon } from "lucide-react";

export const SHELVES = ["notebooks", "data", "experiments", "models", "endpoints", "runs"] as const;
export type ShelfName = (typeof SHELVES)[number];

export const SHELF_ICON: Record<ShelfName, LucideIcon> = {
  notebooks: BookOpen,
  data: Database,
  experiments: BarChart3,
  models: Library,
  endpoints: Radio,
  runs: History,
};

/** The English word behind each name. */
export const SHELF_TERM = {
  notebooks: "common.terms.notebook",
  data: "kinds.dataset.term",
  experiments: "common.terms.experiments",
  models: "kinds.register.term",
  endpoints: "common.terms.endpoint",
  runs: "common.terms.run",
} as const satisfies Record<ShelfName, string>;
