/**
 * How long work tells what it is doing: called with a short line in the present tense each time a step begins.
 * The command line draws it, a notebook prints it, a test collects it.
 */
export type Progress = (step: string) => void;
