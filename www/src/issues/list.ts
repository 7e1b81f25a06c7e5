// The list of exclusions and corrections as text, the same that the command line reads.
export interface Exclusion {
  site: string;
  from: string;
  to: string;
  item: string;
  action: string;
  value: string;
  reason: string;
  by: string;
}

const columns = ['site', 'from', 'to', 'item', 'action', 'value', 'reason', 'by'] as const;
const chinese = ['点位', '开始', '结束', '指标', '处理', '更正值', '原因', '操作人'];

function records(text: string, delimiter: string): string[][] {
  const rows: string[][] = [['']];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    const row = rows[rows.length - 1] as string[];
    const last = row.length - 1;
    if (sign === '"' && quoted && text[i + 1] === '"') {
      row[last] += '"';
      i++;
    } else if (sign === '"' && (quoted || row[last] === '')) quoted = !quoted;
    else if (quoted) row[last] += sign;
    else if (sign === '\n') rows.push(['']);
    else if (sign === delimiter) row.push('');
    else if (sign !== '\r') row[last] += sign;
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}

/** The lines of a list; undefined where the text is none. Whether a line makes sense, the core says. */
export function readList(text: string): Exclusion[] | undefined {
  const plain = text.replace(/^\ufeff/, '');
  const first = plain.split('\n', 1)[0] ?? '';
  const [header, ...rows] = records(plain, ['\t', ';', ','].find((d) => first.includes(d)) ?? ',');
  const at = columns.map((name, n) => header?.findIndex((cell) => [name, chinese[n]].includes(cell.trim().toLowerCase())) ?? -1);
  if ((at[4] ?? -1) < 0 || (at[6] ?? -1) < 0) return undefined;
  return rows.map((row) => Object.fromEntries(columns.map((name, n) => [name, (row[at[n] ?? -1] ?? '').trim()])) as unknown as Exclusion);
}

const cell = (text: string) => (/[",\n\r;\t]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

export const writeList = (list: Exclusion[]): string =>
  list.length ? [columns.join(','), ...list.map((line) => columns.map((name) => cell(line[name])).join(','))].join('\n') + '\n' : '';
