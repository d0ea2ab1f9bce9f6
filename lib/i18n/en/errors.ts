export const errors = {
  csv: {
    "not-csv":
      "This file does not look like a table of text. Save it as CSV from your spreadsheet and choose it again.",
    "ragged-row":
      "Row {row} has {found} values where the header has {expected}. Mend that row in the file, or choose the right separator under more options.",
    empty: "The file has a header but no rows. Choose a file with data.",
    "unclosed-quote": "A quotation mark opened in row {row} is never closed. Close it in the file and choose it again.",
    "too-many-columns":
      "The first line has {found} values; a table can have {most} columns at most. Choose the right separator in more options, or another file.",
    "duplicate-column": "Two columns are called “{column}”. Give one of them another name.",
  },
  data: {
    "column-missing": "The column “{column}” is not in the data. Choose another column, or a version that has it.",
    "column-all-missing": "The column “{column}” has no values at all. Drop it in the recipe, or choose other data.",
    "one-class": "The target “{column}” has only one class, so there is nothing to tell apart. Choose another target.",
    "too-few-rows": "There are too few rows ({rows}) to train, validate and test. Choose more data or other shares.",
    "version-not-found": "This dataset version is no longer here. Choose another version in the dataset cell.",
    "fetch-failed": "The dataset “{name}” could not be fetched. Check the connection and run the cell again.",
    "target-missing": "There is no target to learn, or it has no values. Choose a target in the goal cell.",
    "target-not-numeric":
      "The target “{column}” is not a number, so it cannot be a regression. Choose a classification task or a numeric target.",
  },
  recipe: {
    "missing-not-imputed":
      "The column “{column}” has missing values. Add a “Fill what is missing” step to the recipe, or drop the column.",
    "no-features": "The recipe leaves no features to learn from. Keep at least one column besides the target.",
    "step-unknown-column":
      "A recipe step names the column “{column}”, which the data does not have. Choose an existing column.",
    "step-wrong-type":
      "A recipe step does not fit the column “{column}”: it needs another type. Change the step or the column type.",
  },
  training: {
    "loss-not-finite":
      "The loss became infinite in epoch {epoch}. Lower the learning rate, or standardise the features, and train again.",
    "device-lost":
      "The graphics device was lost while training. What was stored is safe; train again, or choose the CPU under more options.",
    "backend-unavailable": "“{backend}” cannot run here. Choose another device under more options.",
    "model-invalid":
      "This network cannot be built. Check that every layer has at least one unit and every value is in range.",
    "task-mismatch": "The model does not fit the task of the goal. Choose a model for this task.",
    "not-an-image":
      "A convolutional network reads a square image, and {inputs} inputs form no square. Choose another kind of model, or keep only the columns of the image.",
    "image-too-small":
      "Convolution {layer} needs a larger image: {side} × {side} pixels reach it, with a kernel of {kernelSize} and pooling by {pool}. Make the kernel or the pooling smaller, or remove a convolution.",
    uncovered: "“{what}” cannot be trained on the chosen device. Choose another one under more options.",
    "data-invalid":
      "Row {row} of the training data holds a number that is missing or infinite. Impute or drop it in the recipe.",
    "label-out-of-range": "Row {row} has the label {label}, and the model has {classes} classes. Check the target.",
    "does-not-fit":
      "This training needs {neededMb} MB and the device gives {limitMb} MB. Take a smaller batch, a smaller model or fewer rows.",
    "not-resumable":
      "This training cannot go on from where it was cut off: its settings, its data or its device are not the same. Train from the beginning.",
  },
  run: {
    "not-found": "This run is no longer here. Run the training cell again.",
    "illegal-transition": "This run has already ended and cannot change. Start a new one.",
    "not-finished": "The run “{run}” did not finish, so there is nothing to package. Run the training cell to its end.",
    "filter-invalid":
      'The filter cannot be read at “{at}”. Write comparisons joined by "and", like metrics.val_accuracy > 0.9.',
  },
  package: {
    "parity-failed":
      "The package differs from the trained model by {difference}, more than the {tolerance} allowed, so it is not offered. Train again and package once more.",
    "not-found": "This package is no longer here. Run the package cell again.",
    "runtime-failed": "The package could not be run. Reload the page and run the package cell again.",
    unsupported: "The package cannot hold this part of the pipeline: {what}. Change it in the recipe or the model.",
  },
  evaluation: {
    empty: "There are no rows to evaluate on. Give the test part a larger share.",
  },
  registry: {
    "other-task":
      "“{name}” serves another kind of answer ({serves}, not {found}). Nothing was changed; give this model and its endpoint another name in more options.",
    "other-target":
      "“{name}” predicts “{serves}”, this model “{found}”. Nothing was changed; give this model and its endpoint another name in more options.",
    "other-input":
      "“{name}” is asked without the column “{found}” that this model needs, or with another type of it. Nothing was changed; give this model and its endpoint another name in more options.",
    "model-not-found": "This model or version is no longer registered. Run the register cell again.",
    "alias-unset": "The model “{model}” has no {alias} yet. Choose one on its page.",
    "reason-needed":
      "Version {version} misses its goal: {value}, and it asks {minimum}. Write why it is used all the same, and try again.",
    "gate-refused": "The quality gate refused this version. Read its checks to see why.",
  },
  endpoint: {
    "not-found": "This endpoint is no longer here. Run the deploy cell again.",
    "column-absent": "The request lacks the column “{column}”. Send it, with no value where there is none.",
    "bad-input": "The request does not fit the model's signature: check “{column}”.",
  },
  scenario: {
    invalid: "This scenario cannot be read. Ask for the link again, or inject the drift by hand.",
  },
  option: {
    "out-of-range": "The option “{option}” cannot be {value}. Allowed: {range}.",
  },
  notebook: {
    "not-found": "This notebook is not in this browser. Open another one, or import its file.",
    invalid: "This file is not a Ciclo notebook. Choose a file that was exported from one.",
    "link-invalid":
      "The notebook in this link cannot be read: it may have been cut. Ask for the whole link, or for the notebook's file.",
    "link-too-long":
      "This notebook does not fit a link ({characters} characters, {most} fit). Export it as a file and send that.",
    "newer-version": "This notebook was made by a newer Ciclo. Update Ciclo and open it again.",
    cycle: "“{cell}” depends on itself through other cells. Change one of the inputs in that circle.",
    "duplicate-name": "Two cells define “{name}”. Rename one of them.",
    "unknown-reference": "This cell uses “{name}”, which no cell defines. Check the spelling or add the cell.",
    "missing-input": "This cell needs an input for “{slot}”. Choose one in the cell.",
    "unknown-cell-kind": "This version of Ciclo does not know cells of kind “{kind}”. The cell is kept as it is.",
    "locked-cell": "This cell is locked by the author. Duplicate it to make your own.",
    "runs-elsewhere": "This cell is running in another tab. Wait until it ends there, or stop it there.",
  },
  pipeline: {
    "not-published": "There is no published pipeline yet. Run the deploy cell: it publishes one.",
    busy: "A retraining is already under way. Wait until it ends, or stop it.",
  },
  code: {
    syntax: "Line {line} of the code cannot be read. Mend it and run the cell again; a cell cannot import modules.",
    runtime: "The code stopped at line {line}: {text}. Mend it and run the cell again.",
    "too-many-rows": "One call gives {most} rows at most: ask for the rest with offset.",
    "capability-denied": "Code in a cell may not do this. It can only read rows and profiles, log and display.",
  },
  cancelled: "Stopped. Nothing that was already stored is lost.",
  storage: {
    "quota-exceeded":
      "The browser has no room left. Free space in the settings, then try again. Nothing stored is lost.",
    unavailable:
      "The browser does not let this page store anything. Leave private browsing, or allow storage for this site, and reload.",
    "newer-version": "Another tab has a newer Ciclo open. Reload this tab.",
    corrupt: "Some stored bytes are gone or damaged. Restore a backup in the settings, or run the cell again.",
    duplicate:
      "Something with that name or number is stored here already. Load the page again; if it comes back, look at what Ciclo left out in the settings.",
  },
  backup: {
    foreign: "This file is not a Ciclo backup. Nothing was changed; choose another file.",
    cut: "This backup is incomplete: its end is missing. Nothing was changed; copy or download it again.",
    damaged: "This backup is damaged in “{file}”. Nothing was changed; use another copy.",
    "bad-record":
      "This backup holds something that Ciclo cannot use: {table}, {record}, “{member}”. Nothing was changed.",
    "not-verified":
      "The backup was made, but could not be read back, so it is not offered. Try again, and keep this browser's data until it works.",
  },
  file: {
    unknown:
      "“{name}” is neither a notebook of Ciclo (.json), nor a backup (.zip), nor a table (.csv). Choose another file.",
  },
  trash: {
    "in-service":
      "The endpoint “{endpoint}” answers with it, or would go back to it. Delete that endpoint first, or let it serve another version.",
    monitored: "The monitor of “{endpoint}” compares what arrives with it. Delete that endpoint first.",
    training: "“{run}” is still training. Stop it first.",
    retraining: "A retraining of “{endpoint}” is using it. Wait for its end, or decide on it in the trigger cell.",
    "name-taken": "There is another endpoint called “{name}” now. Delete that one first; then this one can come back.",
    "not-there": "It is no longer there.",
  },
  worker: {
    crashed: "{worker} stopped unexpectedly: {reason}. It was started again; try once more.",
    timeout: "A background task did not answer in time. Close other heavy tabs and try again.",
    "load-failed": "A part of Ciclo could not be loaded. Check that the address still answers, and reload.",
  },
  unexpected:
    "Something unexpected happened. Try again; if it happens once more, reload the page. What was stored is safe.",
} as const;
