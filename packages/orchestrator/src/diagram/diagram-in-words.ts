import type { RunDiagram } from './run-diagram.ts';

/** What the diagram shows, in one sentence or two. */
export function diagramInWords({ modules, shown, byFolder, cycles }: RunDiagram): string {
  if (modules === 0) return 'No file of the workspace is in a language whose imports can be read.';
  const apart = modules - shown;
  const words = [
    `${countOf(shown, 'module')}${byFolder ? ', by their folders' : ''}; an arrow goes from a module to what it imports.`,
  ];
  if (apart === 1) words.push('1 further module neither imports nor is imported.');
  if (apart > 1) words.push(`${countOf(apart, 'further module')} neither import nor are imported.`);
  words.push(cyclesInWords(cycles.length));
  return words.join(' ');
}

function cyclesInWords(count: number): string {
  if (count === 0) return 'No module needs itself by way of others.';
  const groups = count === 1 ? 'One group of modules needs' : `${count} groups of modules need`;
  return `${groups} each other: these are dotted and marked.`;
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
