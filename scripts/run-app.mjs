/** What `npm start` does once Node is new enough. */
import { ensureBuilt, ensureInstalled, enterProject, fail, portProblem, say, serve } from "./launch.mjs";

const port = process.env.PORT || "3000";

enterProject();
const problem = await portProblem(port);
if (problem) fail(problem);
ensureInstalled();
await ensureBuilt();
say(`serving on http://localhost:${port}`);
const server = serve(port);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("close", (code) => process.exit(code ?? 0));
