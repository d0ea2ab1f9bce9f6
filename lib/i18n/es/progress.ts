import type { Messages } from "../translate";

export const progress: Messages["progress"] = {};
