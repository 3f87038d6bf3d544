export { LabError, ParseError } from './errors.js';
export type { Result } from './transport/result.js';
export type { View } from './view/view.js';
