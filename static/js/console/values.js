/** Numbers that were answered, from an inject's tallies (value as text → how often). */
export function values(inject, teams) {
  const found = [];
  for (const { id } of teams) {
    for (const [value, count] of Object.entries(inject.teams[id].tally ?? {})) {
      for (let n = 0; n < count; n++) found.push(Number(value));
    }
  }
  return found.sort((one, other) => one - other);
}

/** The median; of an even number the two middle values' mean. Sorted values; "–" for none. */
export function middle(sorted) {
  if (!sorted.length) return "–";
  const half = sorted.length / 2;
  const value = Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
  return Number(value.toFixed(2));
}

export const lowest = (sorted) => sorted[0] ?? "–";

export const highest = (sorted) => sorted.at(-1) ?? "–";
