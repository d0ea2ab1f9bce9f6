/** The one table of the house: the order of `lib/`, and who may import which library. The linter's walls come from it. */

export const LIFE_CYCLE = [
  "statistics",
  "data",
  "preprocess",
  "training",
  "tracking",
  "packaging",
  "evaluation",
  "registry",
  "serving",
  "monitoring",
  "notebook",
  "pipeline",
  "guide",
  "lessons",
];

export const ADAPTERS = ["storage", "mlflow"];

/** Library to the only folder that may import it. */
export const OWNERS = [
  { packages: ["dexie"], folder: "lib/storage", say: "Go through a port; lib/storage implements it." },
  { packages: ["@tensorflow/*"], folder: "lib/training/tfjs", say: "Go through the Engine port." },
  {
    packages: ["onnxruntime-web", "onnxruntime-web/*", "onnxruntime-node"],
    folder: "lib/packaging/onnxruntime",
    say: "Go through PackageRuntime.",
  },
  { packages: ["comlink"], folder: "workers", say: "Use workers/connect.ts." },
  { packages: ["monaco-editor", "monaco-editor/*"], folder: "components/editor", say: "Use the editor component." },
  { packages: ["dexie-react-hooks"], folder: "components", say: "Use components/use-live.ts." },
];
