/**
 * A code cell from TypeScript to the body of an async function: types stripped (sucrase), names resolved (acorn), the last
 * expression displayed, the top-level declarations returned. Each run has its own scope, so cells run again in any order.
 * Lines stay where they were, so an error names the author's line.
 */
import { parse, type Node } from "acorn";
import { transform } from "sucrase";
import { AppError } from "../../errors";
import { namesOf, type CellNames } from "./free-names";

export interface CompiledCell extends CellNames {
  /** Body of `async function (<references>, display, ciclo)`; returns an object of the declared names. */
  readonly body: string;
}

/** Compiles a cell; a mistake in it is `code.syntax` with the line and what was wrong. */
export function compileCell(source: string): CompiledCell {
  const javascript = stripTypes(source);
  const program = parseCell(javascript);
  const names = namesOf(program);
  const statements = (program as Node & { body: readonly (Node & { expression?: Node })[] }).body;
  const last = statements.at(-1);
  const shown =
    last?.type === "ExpressionStatement" && last.expression && !isDisplay(last.expression)
      ? `${javascript.slice(0, last.start)}display(${javascript.slice(last.expression.start, last.expression.end)});${javascript.slice(last.end)}`
      : javascript;
  return { ...names, body: `"use strict";${shown}\nreturn { ${names.defines.join(", ")} };` };
}

/** `display(…)` shows by itself: showing what it gives back would show it twice. */
function isDisplay(expression: Node): boolean {
  const { type, callee } = expression as Node & { callee?: Node & { name?: string } };
  return type === "CallExpression" && callee?.type === "Identifier" && callee.name === "display";
}

/** The names of a cell, or none when it does not parse: for the graph, which must not fail while somebody types. */
export function analyseCell(source: string): CellNames {
  try {
    const { defines, references } = compileCell(source);
    return { defines, references };
  } catch {
    return { defines: [], references: [] };
  }
}

function stripTypes(source: string): string {
  try {
    return transform(source, { transforms: ["typescript"], disableESTransforms: true, keepUnusedImports: true }).code;
  } catch (error) {
    throw syntaxError(error);
  }
}

function parseCell(javascript: string): Node {
  let program: Node;
  try {
    program = parse(javascript, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
  } catch (error) {
    throw syntaxError(error);
  }
  const modules = ["ImportDeclaration", "ExportNamedDeclaration", "ExportDefaultDeclaration", "ExportAllDeclaration"];
  for (const statement of (program as Node & { body: readonly Node[] }).body) {
    if (modules.includes(statement.type)) {
      const line = javascript.slice(0, statement.start).split("\n").length;
      throw new AppError("code.syntax", { details: { line, reason: "import" } });
    }
  }
  return program;
}

function syntaxError(error: unknown): AppError {
  const message = error instanceof Error ? error.message : String(error);
  const line = Number(/\((\d+):\d+\)/.exec(message)?.[1] ?? 1);
  const reason = message.replace(/\s*\(\d+:\d+\)\s*$/, "").replace(/^Error transforming [^:]*: /, "");
  return new AppError("code.syntax", { details: { line, reason }, cause: error });
}
