/** What is worked out of an object, once: every later question is answered from memory. The object must not change. */
export function oncePerObject<Source extends object, T extends object>(work: (source: Source) => T) {
  const known = new WeakMap<Source, T>();
  return (source: Source): T => {
    const made = known.get(source) ?? work(source);
    known.set(source, made);
    return made;
  };
}
