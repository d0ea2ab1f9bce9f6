import type { Messages } from "../translate";

export const world: Messages["world"] = {};
