/** The five shelves: what exists in this project. */
import { BarChart3, Database, History, Library, Radio, type LucideIcon } from "lucide-react";

export const SHELVES = ["data", "experiments", "models", "endpoints", "runs"] as const;
export type ShelfName = (typeof SHELVES)[number];

export const SHELF_ICON: Record<ShelfName, LucideIcon> = {
  data: Database,
  experiments: BarChart3,
  models: Library,
  endpoints: Radio,
  runs: History,
};
