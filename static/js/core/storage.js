/** Storage for JSON values. Where it is switched off or full, the page's memory stands in. */
const memory = new Map();
let disk = null;
try {
  localStorage.setItem("tabletop/probe", "1");
  localStorage.removeItem("tabletop/probe");
  disk = localStorage;
} catch {
  // A private window may refuse.
}

/** Whether all that was written outlives this page. */
export const lasting = () => disk !== null && !memory.size;

export function read(key, otherwise = null) {
  const text = memory.get(key) ?? disk?.getItem(key);
  if (text == null) return otherwise;
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function write(key, value) {
  const text = JSON.stringify(value);
  memory.set(key, text);
  try {
    disk?.setItem(key, text);
    if (disk) memory.delete(key);
  } catch {
    // Full. What is there is older: better none than that one.
    disk.removeItem(key);
  }
}

export function remove(key) {
  memory.delete(key);
  disk?.removeItem(key);
}

/** The keys that begin with `prefix`, sorted. */
export function keys(prefix) {
  const found = new Set([...memory.keys(), ...(disk ? Object.keys(disk) : [])]);
  return [...found].filter((key) => key.startsWith(prefix)).sort();
}

/** Calls `fn(key)` when another tab changed a key that begins with `prefix`. */
export function watch(prefix, fn) {
  addEventListener("storage", (event) => {
    if (event.key?.startsWith(prefix)) fn(event.key);
  });
}
