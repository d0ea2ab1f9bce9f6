/** Ends with a clear sentence on a Node that is too old. Written in the syntax that such a Node still reads. */
const MINIMUM = [20, 19];

/** The sentence for a version like "18.3.0", or null when it is new enough. */
function nodeProblem(version) {
  const parts = version.split(".").map(Number);
  if (parts[0] > MINIMUM[0] || (parts[0] === MINIMUM[0] && parts[1] >= MINIMUM[1])) return null;
  return "Node " + version + " is too old: install Node " + MINIMUM.join(".") + " or newer and start again.";
}

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error("ciclo: " + problem);
  process.exit(1);
}
