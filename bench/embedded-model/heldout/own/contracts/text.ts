export function firstChars(text: string, most: number): string {
  const isCut = text.length > most && isLeadingHalf(text, most - 1) && isTrailingHalf(text, most);
  return text.slice(0, isCut ? most - 1 : most).toWellFormed();
}

function isLeadingHalf(text: string, at: number): boolean {
  return inRange(text, at, 0xd800, 0xdbff);
}

function isTrailingHalf(text: string, at: number): boolean {
  return inRange(text, at, 0xdc00, 0xdfff);
}

function inRange(text: string, at: number, from: number, to: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= from && unit <= to;
}

export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
