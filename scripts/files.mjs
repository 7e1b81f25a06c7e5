// Writes docs/files.md: how the files of a folder are read, group by group. node scripts/files.mjs FOLDER
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = process.argv[2] ?? process.env.ENVGRADE_DATA;
if (!folder) {
  console.error('node scripts/files.mjs FOLDER, or the folder in ENVGRADE_DATA');
  process.exit(2);
}
const run = spawnSync('cargo', ['run', '--quiet', '--release', '--', 'inspect', '--format', 'json', folder], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 1 << 30,
});
const files = run.stdout.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
if (files.length === 0) {
  console.error(run.stderr || 'nothing was read');
  process.exit(1);
}

/** The folder of a file below the one that was given, at most two deep. */
const groupOf = (name) => relative(folder, dirname(name.split(' › ')[0])).split(/[\\/]/).slice(0, 2).join('/') || '.';
const groups = new Map();
for (const file of files) {
  const group = groups.get(groupOf(file.name)) ?? { files: 0, kinds: new Set(), rows: 0, used: 0, sites: 0, errors: 0, warnings: 0, notes: 0, compared: 0, same: 0 };
  group.files += 1;
  group.kinds.add(file.kind);
  for (const key of ['rows', 'used', 'sites', 'errors', 'warnings', 'notes', 'compared', 'same']) group[key] += file[key];
  groups.set(groupOf(file.name), group);
}
const line = ([name, g]) =>
  `| ${name} | ${g.files} | ${[...g.kinds].sort().join(', ')} | ${g.rows} | ${g.used} | ${g.sites} | ${g.errors} | ${g.warnings} | ${g.notes} | ${g.compared ? `${g.same} / ${g.compared}` : ''} |`;

writeFileSync(
  join(root, 'docs', 'files.md'),
  `# Real files

How envgrade reads files of many publishers, with no mapping and no choice made by hand. Written by
\`node scripts/files.mjs FOLDER\` from \`envgrade inspect --format json FOLDER\`; the data are not part of the repository.

A file is a table: one sheet of a workbook, one file of an archive. *Rows* are rows of data, *used* those that gave at
least one reading. Sites are counted file by file. *Agreement* is the rows whose published AQI, class or grade ours
equals, of those that were compared; every difference has its cause in \`envgrade assess\`. Issues: *errors* left
something out of the result, *warnings* were used and deserve a look, *notes* say what was taken for granted.

Kinds: \`air-monthly\` and \`soil\` are recognised and not graded; \`unknown\` holds no table of readings (descriptions,
statistics, tables of another subject).

| group | files | kinds | rows | used | sites | errors | warnings | notes | agreement |
|---|--:|---|--:|--:|--:|--:|--:|--:|--:|
${[...groups].map(line).join('\n')}
`,
);
