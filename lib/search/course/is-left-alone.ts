/** Whether a file or directory holds no pages by its name: hidden, installed, or a part of pages (`_…`), as in Docusaurus. */
export function isLeftAlone(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_') || name === 'node_modules';
}
