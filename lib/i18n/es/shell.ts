import type { Messages } from "../translate";

export const shell: Messages["shell"] = {};
