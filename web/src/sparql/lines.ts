// The packed graph, read piece by piece: base64 → gzip → pieces that end where a line ends.

const STEP = 1 << 20; // letters of base64 that are decoded at once: a number that four divides

/** Yield what base64 text holds, unpacked, without ever having it whole. */
export async function* pieces(text: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let at = 0;
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= text.length) return controller.close();
      const binary = atob(text.slice(at, at + STEP));
      at += STEP;
      controller.enqueue(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
    },
  });
  const reader = bytes.pipeThrough(new DecompressionStream("gzip")).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value as Uint8Array<ArrayBuffer>;
  }
}

/** Yield pieces of at least `least` bytes that end at a line's end, the last one as it comes. */
export async function* whole(text: string, least = 1 << 20): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let kept: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const piece of pieces(text)) {
    const end = piece.lastIndexOf(10) + 1;
    if (!end || size + end < least) {
      kept.push(piece);
      size += piece.length;
      continue;
    }
    yield joined([...kept, piece.subarray(0, end)]);
    kept = [piece.slice(end)];
    size = kept[0].length;
  }
  if (size) yield joined(kept);
}

/** Yield the lines. */
export async function* lines(text: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  for await (const piece of whole(text)) yield decoder.decode(piece).split("\n");
}

function joined(list: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (list.length === 1) return list[0];
  const all = new Uint8Array(list.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of list) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}
