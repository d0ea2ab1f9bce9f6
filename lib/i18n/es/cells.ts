import type { Messages } from "../translate";

export const cells: Messages["cells"] = {};
