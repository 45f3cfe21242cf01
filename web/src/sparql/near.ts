// Which known name a misspelt one may have meant.

/** Return "; did you mean …?" with up to three near names, nothing where none is near. */
export function nearest(word: string, known: Iterable<string>): string {
  const wanted = word.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length * 0.3));
  const near: [number, string][] = [];
  for (const name of new Set(known)) {
    if (!name || Math.abs(name.length - wanted.length) > most) continue;
    const far = distance(wanted, name.toLowerCase(), most);
    if (far <= most) near.push([far, name]);
  }
  near.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  const names = near.slice(0, 3).map(([, name]) => `'${name}'`);
  return names.length ? `; did you mean ${names.join(" or ")}?` : "";
}

/** Count the letters to change, add or leave out, and give up beyond `most`. */
function distance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length];
}
