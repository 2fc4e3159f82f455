/** What a process has learned about writing to one table. It holds for the rest of the process: the service does not change its ways. */
export interface WriteMemory {
  /** Items that one request may have at most, when the service refused more. */
  maxItems?: number;
  /** Cells that one BatchDescribe may name at most, when the service refused more. */
  maxReadItems?: number;
  /** Set when BatchDescribe is forbidden: then only lists tell. */
  listsOnly?: boolean;
  /** Set when a success made later items of its request stale. */
  oneItemPerScope?: boolean;
}

const memories = new Map<string, WriteMemory>();

/** The memory for one table. */
export function writeMemory(table: string): WriteMemory {
  const memory = memories.get(table) ?? {};
  memories.set(table, memory);
  return memory;
}
