/** A stage cell said in TypeScript: generated, read-only, a description. Code cells cannot run stages. */
import type { StageCell } from "./document";

const LINE_WIDTH = 100;

/** The cell as one declaration: `const split = await ciclo.split({ data, goal }, { seed: 7, … });` */
export function stageCode(cell: StageCell): string {
  const inputs = objectOf(
    Object.entries(cell.inputs).map(([slot, name]) => (slot === name ? slot : `${slot}: ${name}`)),
  );
  const params = literal(cell.params, 0);
  const rest = Object.keys(cell.params).length === 0 ? "" : `, ${params}`;
  return `const ${cell.name} = await ciclo.${cell.kind}(${inputs}${rest});\n`;
}

function literal(value: unknown, depth: number): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "undefined";
  const open = Array.isArray(value) ? "[" : "{";
  const close = Array.isArray(value) ? "]" : "}";
  const members = Array.isArray(value)
    ? value.map((member) => literal(member, depth + 1))
    : Object.entries(value).map(([key, member]) => `${keyOf(key)}: ${literal(member, depth + 1)}`);
  if (members.length === 0) return `${open}${close}`;
  const space = open === "{" ? " " : "";
  const flat = `${open}${space}${members.join(", ")}${space}${close}`;
  if (flat.length + depth * 2 <= LINE_WIDTH && !flat.includes("\n")) return flat;
  const indent = "  ".repeat(depth + 1);
  return `${open}\n${members.map((member) => `${indent}${member},\n`).join("")}${"  ".repeat(depth)}${close}`;
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function objectOf(members: readonly string[]): string {
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
