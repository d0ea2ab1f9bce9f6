/**
 * What a job says while it runs. Progress crosses the thread on a port of its own, so that its last message may arrive behind the result:
 * whoever had shown the result would show "running" again, for ever.
 */

export interface JobVoice {
  /** The callback for as long as the job runs; afterwards it does nothing. */
  tell<Message>(listener: (message: Message) => void): (message: Message) => void;
  /** From now on nothing is heard. */
  end(): void;
}

/** The voice of one job. */
export function jobVoice(): JobVoice {
  let ended = false;
  return {
    tell: (listener) => (message) => {
      if (!ended) listener(message);
    },
    end: () => {
      ended = true;
    },
  };
}
