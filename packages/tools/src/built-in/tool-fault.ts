/** Why a tool could not do what a model wanted, in sentences for the model: what is wrong, and what it may do instead. */
export class ToolFault extends Error {}

/** A text of a model's, for a sentence to it. */
export function quote(text: string): string {
  return JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 200).toWellFormed()}…`);
}
