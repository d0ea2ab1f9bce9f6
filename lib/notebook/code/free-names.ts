/**
 * Scope analysis of a cell: which names its top level declares, and which names it uses without declaring them.
 * A small resolver over ESTree nodes: every function, block, catch and loop opens a scope; `var` and function
 * declarations are hoisted to the nearest function.
 */
import type { Node } from "acorn";

type AnyNode = Node & Readonly<Record<string, unknown>>;

interface Scope {
  readonly names: Set<string>;
  readonly parent: Scope | null;
  readonly isFunction: boolean;
}

export interface CellNames {
  /** Top-level declarations, in order of appearance. */
  readonly defines: readonly string[];
  /** Free names, in order of first use, standard globals included. */
  readonly references: readonly string[];
}

/** Names that a program declares at its top level and names that it leaves free. */
export function namesOf(program: Node): CellNames {
  const top: Scope = { names: new Set(), parent: null, isFunction: true };
  const free = new Set<string>();
  const body = (program as AnyNode)["body"] as readonly AnyNode[];
  declareAll(body, top);
  for (const statement of body) visit(statement, top, free);
  return { defines: [...top.names], references: [...free] };
}

/** Names bound by a pattern: `{ a, b: [c = 1, ...d] }` gives a, c, d. */
export function boundNames(pattern: AnyNode | null): readonly string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return [pattern["name"] as string];
    case "ObjectPattern":
      return (pattern["properties"] as readonly AnyNode[]).flatMap((property) =>
        boundNames((property.type === "RestElement" ? property["argument"] : property["value"]) as AnyNode),
      );
    case "ArrayPattern":
      return (pattern["elements"] as readonly (AnyNode | null)[]).flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern["left"] as AnyNode);
    case "RestElement":
      return boundNames(pattern["argument"] as AnyNode);
    default:
      return [];
  }
}

/** Declares what the statements of one block introduce: let, const, class, function here; `var` in the function around. */
function declareAll(statements: readonly AnyNode[], scope: Scope): void {
  for (const statement of statements) {
    if (statement.type === "VariableDeclaration") declarePatterns(statement, scope);
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
      scope.names.add((statement["id"] as AnyNode)["name"] as string);
    }
    hoistVars(statement, functionScope(scope));
  }
}

function declarePatterns(declaration: AnyNode, scope: Scope): void {
  const target = declaration["kind"] === "var" ? functionScope(scope) : scope;
  for (const declarator of declaration["declarations"] as readonly AnyNode[]) {
    for (const name of boundNames(declarator["id"] as AnyNode)) target.names.add(name);
  }
}

/** Finds `var` in nested blocks, without entering functions. */
function hoistVars(node: AnyNode, scope: Scope): void {
  if (isFunctionNode(node)) return;
  if (node.type === "VariableDeclaration" && node["kind"] === "var") declarePatterns(node, scope);
  for (const child of childrenOf(node)) hoistVars(child, scope);
}

function visit(node: AnyNode, scope: Scope, free: Set<string>): void {
  if (node.type === "Identifier") {
    const name = node["name"] as string;
    if (!isDeclared(name, scope)) free.add(name);
    return;
  }
  if (isFunctionNode(node)) return visitFunction(node, scope, free);
  const inner = opensBlock(node) ? blockScope(node, scope) : scope;
  for (const child of referencesIn(node)) visit(child, inner, free);
}

function visitFunction(node: AnyNode, scope: Scope, free: Set<string>): void {
  const inner: Scope = { names: new Set(["arguments"]), parent: scope, isFunction: true };
  if (node.type === "FunctionExpression" && node["id"]) inner.names.add((node["id"] as AnyNode)["name"] as string);
  const params = node["params"] as readonly AnyNode[];
  for (const param of params) for (const name of boundNames(param)) inner.names.add(name);
  for (const param of params) visitPattern(param, inner, free);
  const body = node["body"] as AnyNode;
  if (body.type === "BlockStatement") declareAll(body["body"] as readonly AnyNode[], inner);
  for (const child of body.type === "BlockStatement" ? (body["body"] as readonly AnyNode[]) : [body])
    visit(child, inner, free);
}

/** The default values and computed keys inside a pattern are expressions; its names are not references. */
function visitPattern(pattern: AnyNode | null, scope: Scope, free: Set<string>): void {
  if (pattern === null || pattern.type === "Identifier") return;
  if (pattern.type === "AssignmentPattern") {
    visitPattern(pattern["left"] as AnyNode, scope, free);
    visit(pattern["right"] as AnyNode, scope, free);
    return;
  }
  if (pattern.type === "Property" && pattern["computed"]) visit(pattern["key"] as AnyNode, scope, free);
  if (pattern.type === "Property") return visitPattern(pattern["value"] as AnyNode, scope, free);
  for (const child of childrenOf(pattern)) visitPattern(child, scope, free);
}

function blockScope(node: AnyNode, parent: Scope): Scope {
  const scope: Scope = { names: new Set(), parent, isFunction: false };
  if (node.type === "BlockStatement") declareAll(node["body"] as readonly AnyNode[], scope);
  if (node.type === "CatchClause")
    for (const name of boundNames(node["param"] as AnyNode | null)) scope.names.add(name);
  if (node.type === "SwitchStatement") {
    for (const branch of node["cases"] as readonly AnyNode[])
      declareAll(branch["consequent"] as readonly AnyNode[], scope);
  }
  for (const head of [node["init"], node["left"]] as readonly (AnyNode | undefined)[]) {
    if (head?.type === "VariableDeclaration") declarePatterns(head, scope);
  }
  if (node.type === "ClassExpression" && node["id"]) scope.names.add((node["id"] as AnyNode)["name"] as string);
  return scope;
}

/** Children of a node that are expressions or statements: property names, labels and declared names are left out. */
function referencesIn(node: AnyNode): readonly AnyNode[] {
  switch (node.type) {
    case "MemberExpression":
      return node["computed"] ? childrenOf(node) : [node["object"] as AnyNode];
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition": {
      const value = node["value"] as AnyNode | null;
      return [...(node["computed"] ? [node["key"] as AnyNode] : []), ...(value ? [value] : [])];
    }
    case "VariableDeclarator": {
      const init = node["init"] as AnyNode | null;
      return [...defaultsIn(node["id"] as AnyNode), ...(init ? [init] : [])];
    }
    case "ClassDeclaration":
    case "ClassExpression": {
      const parent = node["superClass"] as AnyNode | null;
      return [...(parent ? [parent] : []), node["body"] as AnyNode];
    }
    case "LabeledStatement":
      return [node["body"] as AnyNode];
    case "BreakStatement":
    case "ContinueStatement":
      return [];
    case "CatchClause":
      return [node["body"] as AnyNode];
    default:
      return childrenOf(node);
  }
}

function defaultsIn(pattern: AnyNode | null): readonly AnyNode[] {
  if (pattern === null || pattern.type === "Identifier") return [];
  if (pattern.type === "AssignmentPattern")
    return [...defaultsIn(pattern["left"] as AnyNode), pattern["right"] as AnyNode];
  if (pattern.type === "Property") {
    return [...(pattern["computed"] ? [pattern["key"] as AnyNode] : []), ...defaultsIn(pattern["value"] as AnyNode)];
  }
  return childrenOf(pattern).flatMap(defaultsIn);
}

function childrenOf(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

const isFunctionNode = (node: AnyNode): boolean =>
  node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

const BLOCKS = [
  "BlockStatement",
  "CatchClause",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
  "ClassExpression",
];
const opensBlock = (node: AnyNode): boolean => BLOCKS.includes(node.type);

function isDeclared(name: string, scope: Scope | null): boolean {
  for (let at = scope; at !== null; at = at.parent) if (at.names.has(name)) return true;
  return false;
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent !== null) at = at.parent;
  return at;
}
