// Long work in short slices, so that the page answers while it is done.

/** Take steps until a slice's time is up, then let the page breathe. `each` hears of every slice. Returns what stops it. */
export function inSlices<T>(
  steps: Iterator<T>,
  each: (made: T[], done: boolean) => void,
  milliseconds = 12,
): () => void {
  let timer = setTimeout(slice);
  function slice(): void {
    const end = performance.now() + milliseconds;
    const made: T[] = [];
    let done = false;
    do {
      const step = steps.next();
      if (step.done) done = true;
      else made.push(step.value);
    } while (!done && performance.now() < end);
    if (!done) timer = setTimeout(slice);
    each(made, done);
  }
  return () => clearTimeout(timer);
}
