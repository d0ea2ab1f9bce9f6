/** `npm test`: installs what is missing, then every check and test; the last line adds them all up. */
import "./node-version.mjs";

// Imported once Node is known to be new enough to read it.
import("./run-tests.mjs");
