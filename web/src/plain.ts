// Text that others wrote, without what would be obeyed instead of shown.

// Controls, and the marks that turn the direction of a line or hide in it. The two joiners stay: Persian and emoji need them.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Return a text without what is obeyed and not seen, cut at a length. */
export function plain(text: string, length = 300): string {
  if (text.length <= length && /^[ -~\u00a1-\u00ac\u00ae-\u024f]*$/.test(text)) return text; // as nearly all are
  const cleaned = text.length > 4 * length ? text.slice(0, 4 * length) : text;
  const letters = Array.from(cleaned.replace(HIDDEN, ""));
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : letters.join("");
}

/** Whether a reader would see nothing of a text. */
export const isBlank = (text: string): boolean => !plain(text).trim();
