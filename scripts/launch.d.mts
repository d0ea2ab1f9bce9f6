import type { ChildProcess, StdioOptions } from "node:child_process";

export function servingSentence(port: string | number, host: string, addresses?: readonly string[]): string;
export function serve(
  port: string | number,
  options?: { readonly host?: string; readonly stdio?: StdioOptions },
): ChildProcess;
