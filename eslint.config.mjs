import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import tseslint from "typescript-eslint";
import { ADAPTERS, LIFE_CYCLE, OWNERS } from "./scripts/life-cycle.mjs";

const TESTS = ["**/*.test.ts", "**/*.test.tsx", "lib/testing/**", "e2e/**"];

const pattern = (group, message) => ({ group, message });
const folderPatterns = (folders, message) =>
  pattern(
    folders.flatMap((name) => [`**/${name}/*`, `../${name}/**`, `../../${name}/**`, `@/lib/${name}/**`]),
    message,
  );
const screen = pattern(
  ["react", "react-dom", "next", "next/*", "@/components/**", "@/app/**", "**/components/**"],
  "lib/ and workers/ have no screen.",
);
const ownedElsewhere = (folder) =>
  OWNERS.filter((owner) => owner.folder !== folder && !folder.startsWith(`${owner.folder}/`)).map((owner) =>
    pattern(owner.packages, owner.say),
  );

/** A module of the life-cycle may import only what comes before it. */
const walls = LIFE_CYCLE.map((name, position) => ({
  files: [`lib/${name}/**/*.ts`],
  ignores: [...TESTS, "lib/training/tfjs/**", "lib/packaging/onnxruntime/**"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...(position + 1 < LIFE_CYCLE.length
            ? [
                folderPatterns(
                  LIFE_CYCLE.slice(position + 1),
                  `lib/${name} may import only what comes before it in the life-cycle.`,
                ),
              ]
            : []),
          folderPatterns(ADAPTERS, "Go through a port."),
          screen,
          ...ownedElsewhere(`lib/${name}`),
        ],
      },
    ],
  },
}));

const libraryWalls = ["lib/training/tfjs", "lib/packaging/onnxruntime", "lib/storage", "workers"].map((folder) => ({
  files: [`${folder}/**/*.ts`],
  ignores: TESTS,
  rules: { "no-restricted-imports": ["error", { patterns: [screen, ...ownedElsewhere(folder)] }] },
}));

const LEAVES = [
  "errors",
  "ids",
  "random",
  "digest",
  "progress",
  "clock",
  "journal",
  "check",
  "option-range",
  "value-order",
];

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      ".next",
      "public",
      "next-env.d.ts",
      "test-results",
      "screenshots",
      "workers/sandbox/*.js",
      "lib/training/compiled/kernels", // AssemblyScript: its own compiler checks it
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-self-import": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/require-await": "off",
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union and a readonly array." },
        { selector: "ExportAllDeclaration", message: "Name what you export." },
      ],
    },
  },
  ...walls,
  ...libraryWalls,
  {
    files: LEAVES.map((name) => `lib/${name}.ts`),
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [folderPatterns([...LIFE_CYCLE, ...ADAPTERS], "A leaf imports nothing but leaves."), screen] },
      ],
    },
  },
  {
    files: ["lib/**/*.ts"],
    ignores: TESTS,
    rules: {
      "no-restricted-globals": ["error", "window", "document", "localStorage", "sessionStorage", "alert"],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Take a Clock." },
        { object: "Math", property: "random", message: "Take a Random." },
        { object: "performance", property: "now", message: "Take a function that gives the time." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Take a Clock." },
        { selector: "ExportDefaultDeclaration", message: "Name what you export." },
        { selector: "TSEnumDeclaration", message: "Use a union and a readonly array." },
        { selector: "ExportAllDeclaration", message: "Name what you export." },
        { selector: "NewExpression[callee.name='Error']", message: "Throw an AppError with a code." },
        {
          selector: "CallExpression[callee.property.name='dataSync']",
          message: "Reading back synchronously stalls the device: use data().",
        },
      ],
    },
  },
  {
    files: ["components/**/*.tsx", "app/**/*.tsx"],
    ignores: TESTS,
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "no-restricted-properties": ["error", { object: "Math", property: "random", message: "Take a Random." }],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXText[value=/[A-Za-zÁ-ú]{2,}/]", message: 'Visible text comes from the catalogue: t("…").' },
        {
          selector:
            "JSXAttribute[name.name=/^(aria-label|title|placeholder|alt|label)$/] > Literal[value=/[A-Za-z]{2,}/]",
          message: 'Visible text comes from the catalogue: t("…").',
        },
        { selector: "NewExpression[callee.name='Worker']", message: "Workers are made by their clients in workers/." },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/unbound-method": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name=/^(describe|it|test)$/][property.name='only']",
          message: "Run every test.",
        },
      ],
    },
  },
);
