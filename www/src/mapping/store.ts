// What people said of how to read files, by the header of the file. Kept in this browser where it allows that.
export interface ColumnMapping {
  header: string;
  column?: number;
  role?: string;
  unit?: string;
}

export interface Mapping {
  format: 'envgrade-mapping';
  version: 1;
  signature: string;
  header_row?: number;
  first_row?: number;
  kind?: string;
  hours?: string;
  year?: number;
  encoding?: string;
  body?: string;
  target?: string;
  columns?: ColumnMapping[];
}

const place = 'envgrade.mappings';
/** Kept readings of one header each; the oldest go when there are more. */
const most = 200;

let kept: Mapping[] | undefined;

function read(): Mapping[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(found) ? found.filter(isMapping) : [];
  } catch {
    return [];
  }
}

export const canKeep = (): boolean => {
  try {
    localStorage.setItem(`${place}.try`, '');
    localStorage.removeItem(`${place}.try`);
    return true;
  } catch {
    return false;
  }
};

export function isMapping(found: unknown): found is Mapping {
  const mapping = found as Partial<Mapping> | null;
  return typeof mapping === 'object' && mapping !== null && mapping.format === 'envgrade-mapping' && (mapping.columns === undefined || Array.isArray(mapping.columns));
}

export const keptMappings = (): Mapping[] => (kept ??= read());

export const keptMapping = (signature: string) => keptMappings().find((mapping) => mapping.signature === signature);

/** Forgets what is kept of this header, and keeps the new one where there is one. */
export function keep(signature: string, mapping?: Mapping): void {
  kept = keptMappings().filter((other) => other.signature !== signature);
  if (mapping) kept.push(mapping);
  kept = kept.slice(-most);
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // It counts for this page only.
  }
}

/** The mappings as the core takes them. */
export const asChoices = (mappings: Mapping[]): string[] => mappings.map((mapping) => JSON.stringify(mapping));
