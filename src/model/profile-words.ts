/** An activity profile's id as it is read inside a sentence: `cpu-mining` is "CPU mining". */
export function profileWords(id: string): string {
  return id.replaceAll("-", " ").replace(/\b(cpu|gpu)\b/g, (word) => word.toUpperCase());
}
