/**
 * A small and honest part of the expression language: literals, and functions of literals that neither look at another table nor
 * at the clock. Whatever else a string holds makes the evaluation fail, as a wrong expression does in the service.
 */
type Literal = string | number | boolean;

class Unsupported extends Error {}

const numbers = (values: readonly Literal[]): number[] =>
  values.map((value) => {
    const number = typeof value === "boolean" ? Number.NaN : Number(value);
    if (Number.isNaN(number)) throw new Unsupported();
    return number;
  });

const truth = (value: Literal | undefined): boolean => value === true || value === "true";

const functions: Readonly<Record<string, (values: readonly Literal[]) => Literal>> = {
  CONCAT: (values) => values.join(""),
  ADD: (values) => numbers(values).reduce((sum, value) => sum + value, 0),
  SUM: (values) => numbers(values).reduce((sum, value) => sum + value, 0),
  MULTIPLY: (values) => numbers(values).reduce((product, value) => product * value, 1),
  SUBTRACT: (values) => numbers(values).reduce((rest, value) => rest - value),
  DIVIDE: (values) => numbers(values).reduce((rest, value) => rest / value),
  CEILING: (values) => Math.ceil(numbers(values)[0] ?? Number.NaN),
  FLOOR: (values) => Math.floor(numbers(values)[0] ?? Number.NaN),
  ROUND: (values) => Math.round(numbers(values)[0] ?? Number.NaN),
  IF: ([condition, yes = "", no = ""]) => (truth(condition) ? yes : no),
  AND: (values) => values.every(truth),
  OR: (values) => values.some(truth),
  NOT: ([value]) => !truth(value),
  EQ: ([a, b]) => a === b,
  GT: (values) => Number(numbers(values)[0]) > Number(numbers(values)[1]),
  GTE: (values) => Number(numbers(values)[0]) >= Number(numbers(values)[1]),
  LT: (values) => Number(numbers(values)[0]) < Number(numbers(values)[1]),
  LTE: (values) => Number(numbers(values)[0]) <= Number(numbers(values)[1]),
  COALESCE: (values) => values.find((value) => value !== "") ?? "",
  TEXT: ([value = ""]) => String(value),
  NUMBER: (values) => numbers(values)[0] ?? 0,
  BOOLEAN: ([value]) => truth(value),
};

const token = /\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z]+|[(),])/y;

/** The result of an expression as text; undefined when it fails or is not imitated. Nesting is bounded by the length of the text. */
export function evaluateExpression(text: string): string | undefined {
  try {
    const tokens = tokenise(text.slice(1));
    const value = readTerm(tokens);
    const isNumber = typeof value !== "number" || Number.isFinite(value);
    return tokens.length === 0 && isNumber ? String(value) : undefined;
  } catch {
    return undefined;
  }
}

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (!match) throw new Unsupported();
    tokens.push(match[1] as string);
  }
  return tokens;
}

function readArguments(tokens: string[]): Literal[] {
  const values: Literal[] = [];
  if (tokens.shift() !== "(") throw new Unsupported();
  while (tokens[0] !== ")") {
    values.push(readTerm(tokens));
    if (tokens[0] === ",") tokens.shift();
    else if (tokens[0] !== ")") throw new Unsupported();
  }
  tokens.shift();
  return values;
}

function readTerm(tokens: string[]): Literal {
  const first = tokens.shift() ?? "";
  if (first.startsWith('"')) return JSON.parse(first) as string;
  if (/^-?\d/.test(first)) return Number(first);
  if (/^(true|false)$/i.test(first)) return first.toLowerCase() === "true";
  const name = first.toUpperCase();
  const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!apply) throw new Unsupported();
  return apply(readArguments(tokens));
}
