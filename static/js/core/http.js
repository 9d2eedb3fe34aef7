/** The JSON that is answered; throws when none came within `patience` ms. */
export async function ask(path, { body, patience = 8_000 } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const post = body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const response = await fetch(path, { ...post, signal: stop.signal });
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}
