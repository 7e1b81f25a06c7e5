// Files and whole folders, from the dialog and from what is dropped.
import type { Source } from './engine/session';

/** What the system and programs leave in folders. */
const isHidden = (path: string) =>
  path.split('/').some((part) => part.startsWith('.') || part.startsWith('~$') || part === '__MACOSX') ||
  /(^|\/)(Thumbs\.db|desktop\.ini)$/i.test(path);

const source = (file: File, path: string): Source => ({ name: path, data: file });

/** The files of a dialog; those of a folder by their path in it. */
export function fromFiles(list: ArrayLike<File>): Source[] {
  const files = Array.from(list, (file) => source(file, file.webkitRelativePath || file.name));
  return files.length > 1 ? files.filter((file) => !isHidden(file.name)) : files;
}

function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  return new Promise((resolve, reject) => {
    // Browsers hand over a hundred at a time.
    const next = () =>
      reader.readEntries((entries) => {
        if (!entries.length) return resolve(all);
        all.push(...entries);
        next();
      }, reject);
    next();
  });
}

async function within(entry: FileSystemEntry, path: string): Promise<Source[]> {
  if (isHidden(entry.name)) return [];
  if (entry.isDirectory) {
    const found = await children(entry as FileSystemDirectoryEntry);
    found.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
    const lists: Source[] = [];
    for (const child of found) lists.push(...(await within(child, `${path}${entry.name}/`)));
    return lists;
  }
  const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  return [source(file, path + entry.name)];
}

/** The files that were dropped, those in folders with them. To be called while the event is being handled. */
export function dropped(transfer: DataTransfer | null): Promise<Source[]> {
  const entries = Array.from(transfer?.items ?? [], (item) => (item.kind === 'file' ? item.webkitGetAsEntry?.() : null));
  const files = fromFiles(transfer?.files ?? []);
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(files);
  return Promise.all(entries.map((entry) => (entry ? within(entry, '') : []))).then((lists) => lists.flat());
}
