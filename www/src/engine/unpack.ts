// Packed files - workbooks, archives, web pages - opened into the files that lie in them. Runs where the session runs.
import init, { forget, unpack, type Receiver } from './pkg/unpack.js';
import type { Source } from './session';

/** Something that was noticed about a part when it was unpacked. */
export interface UnpackNote {
  code: string;
  row: number;
  column: number;
  text: string;
}

/** A file to read: as it was given, or a part of one that was packed. */
export interface Unpacked extends Source {
  notes: UnpackNote[];
  /** Why it cannot be read. */
  refused?: { code: string; text: string };
  /** Whether it is known to be UTF-8. */
  utf8?: boolean;
}

/** What is larger than this has no room beside what comes out of it. */
const mostBytes = 1024 * 1024 * 1024;

let compiled: WebAssembly.Module | undefined;

/** Hands over the module, compiled. */
export function keepUnpacker(module: WebAssembly.Module): void {
  compiled = module;
}

/**
 * The parts of a packed file. Each file has an instance of the module to itself: its memory is given back afterwards, and
 * whatever a file does to it, the next file does not notice.
 */
export async function opened(source: Source): Promise<Unpacked[]> {
  const parts: Unpacked[] = [];
  const refuse = (name: string, code: string, text: string) =>
    parts.push({ name, data: new Blob(), notes: [], refused: { code, text } });
  if (source.data.size > mostBytes) {
    refuse(source.name, 'too-much-unpacked', '');
    return parts;
  }
  // Small pieces become one Blob, which the browser may keep outside the memory of the page.
  let name = '';
  let utf8 = false;
  let pieces: Blob[] = [];
  const receiver: Receiver = {
    begin(partName, isUtf8) {
      name = partName;
      utf8 = isUtf8;
      pieces = [];
    },
    bytes(chunk) {
      pieces.push(new Blob([new Uint8Array(chunk)]));
    },
    end(whole) {
      // What a person said of the encoding holds for texts in an archive.
      if (whole) parts.push({ name, data: new Blob(pieces), notes: [], utf8, encoding: utf8 ? undefined : source.encoding });
      pieces = [];
    },
    note(code, row, column, text) {
      parts[parts.length - 1]?.notes.push({ code, row, column, text });
    },
    refused: refuse,
  };
  const bytes = new Uint8Array(await new Response(source.data).arrayBuffer());
  forget();
  try {
    await init({ module_or_path: compiled as WebAssembly.Module });
    unpack(source.name, bytes, receiver);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    // The instance stopped: what had come out of the file by then stays.
    refuse(source.name, 'damaged', '');
  } finally {
    forget();
  }
  return parts;
}
