// What loader and program know of each other.

/** Said by the program, with its functions, when it can answer. */
export const READY = "kg-ready";
