/** The steps of a property path as Pulumi writes them: `rows["Paris | FR"].Opens`, `rows.Berlin.Channels[1]`. */
export function parsePropertyPath(path: string): string[] {
  const steps: string[] = [];
  const step = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.?([^.[]+)/gy;
  for (let match = step.exec(path); match; match = step.exec(path)) {
    const [, quoted, index, name] = match;
    steps.push(quoted !== undefined ? quoted.replace(/\\(.)/g, "$1") : (index ?? name ?? ""));
  }
  return steps;
}
