export const platform = {
  capability: {
    secure: "Secure address",
    webgpu: "Graphics processor (WebGPU)",
    isolation: "Shared memory between threads",
    locks: "Locks between tabs",
    storageEstimate: "Storage quota",
    persist: "Keeping storage",
    storage: "Storage (IndexedDB)",
    wasm: "WebAssembly",
  },
  why: {
    secure: {
      yes: "The address is https or this machine, so the browser offers everything it has.",
      no: "The address is plain http on a network, so the browser hides several abilities. An https address brings them back.",
    },
    webgpu: {
      yes: "Models can train on the graphics processor.",
      no: "Models train on the CPU. WebGPU needs a secure address and a recent browser.",
    },
    isolation: {
      yes: "Heavy arithmetic may use several threads.",
      no: "Arithmetic uses one thread. It needs a secure address and isolation headers.",
    },
    locks: {
      yes: "Two tabs know about each other's running trainings.",
      no: "A training that is running in another tab cannot be recognised. Use one tab.",
    },
    storageEstimate: {
      yes: "The browser tells how much room is left.",
      no: "The browser does not tell how much room is left at this address.",
    },
    persist: {
      yes: "You can ask the browser to keep your work.",
      no: "The browser may clear your work when it runs out of room. Make a backup.",
    },
    storage: {
      yes: "Your work is kept in this browser.",
      no: "The browser lets nothing be stored here. Leave private browsing or allow storage.",
    },
    wasm: {
      yes: "Models and packages run at near native speed.",
      no: "Ciclo needs WebAssembly. Update the browser.",
    },
  },
  available: "available",
  notAvailable: "not available",
} as const;
