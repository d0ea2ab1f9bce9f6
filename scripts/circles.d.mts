export function importGraph(files: readonly string[]): Map<string, readonly string[]>;
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[];
