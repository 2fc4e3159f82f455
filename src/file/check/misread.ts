/**
 * [what other tools take it for, how it looks]. Sources: YAML 1.2.2, 10.3 (core schema); YAML 1.1, types bool, int, float, null and
 * timestamp. `y` and `n` are booleans in YAML 1.1 too, but the parsers in use (PyYAML, libyaml, go-yaml, SnakeYAML) never took them so.
 */
const looks: readonly (readonly [string, RegExp])[] = [
  ["null", /^(~|null|Null|NULL)$/],
  ["a boolean", /^(yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  ["a number", /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/],
  ["a number", /^[-+]?\d[\d_]*(\.[\d_]*)?([eE][-+]?\d+)?$/],
  ["a number", /^[-+]?(0b[01_]+|0o?[0-7_]+|0x[\da-fA-F_]+)$/],
  ["a number", /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/],
  ["a base-60 number", /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/],
  ["a date", /^\d{4}-\d\d?-\d\d?([Tt]|[ \t]|$)/],
];

/** What a YAML tool that goes by the look of a plain string may take it for; `undefined` when every tool sees a string. */
export function misread(text: string): string | undefined {
  return looks.find(([, look]) => look.test(text))?.[0];
}
