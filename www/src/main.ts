import './style.css';
import './figure';
import './picker';
import './rows';
import './seen';
import { html, nothing, render, type TemplateResult } from 'lit';
import { Client, core, start } from './engine/client';
import type { Source } from './engine/session';
import publishedText from './data/qinghai.json?raw';
import simulatedYear from './data/simulated-year.csv?raw';
import snapshot from './data/qinghai-snapshot-2026-02-04.csv?raw';
import { Dataset, defaultChoices } from './dataset';
import { embedView, startEmbed } from './embed';
import { Explainer } from './explain';
import { areCorrections } from './issues/corrections';
import { Exclusions, remembered } from './issues/exclusions';
import { issueWords } from './issues/words';
import { cards, examples, lead } from './overview';
import { offlineHref } from './parts';
import { dropped, fromFiles } from './folders';
import { forgotten } from './periods/choices';
import { mappingDialog } from './mapping/editor';
import { asChoices, keptMappings } from './mapping/store';
import { Periods } from './periods/evaluation';
import { forgottenWater } from './water/choices';
import { Waters } from './water/evaluation';
import { readingChoices, same } from './reading';
import { resultView, runningPanel } from './result';
import { applyDocument, announce, changed, flag, fragment, isEmbed, lang, onChange, setDomainWords, setPrinting, theme, view, w, type View } from './state';
import { downloadTemplate, templateKinds } from './templates';
import { openTyping, typingDialog, typingLabel } from './typing';
import { offerUpdates, updateNotice } from './updates';
import type { PublishedView } from './engine/types';

const client = new Client();
const demo = new Dataset('demo', client, false);
demo.example = true;
const own = new Dataset('own', client, true);
const demoPeriods = new Periods(demo, client);
const ownPeriods = new Periods(own, client);
const demoWaters = new Waters(demo, client);
const ownWaters = new Waters(own, client);
let published: PublishedView | undefined;
let failure = '';
let version = '';
let dragging = 0;

const exclusions: Exclusions = new Exclusions(own, () => explainer.reset());
const explainer: Explainer = new Explainer(
  client,
  (session) => (session === 'own' ? own : demo).phase === 'done',
  () => published,
  (session) => (session === 'own' ? ownPeriods : demoPeriods),
  (session) => (session === 'own' ? ownWaters : demoWaters),
  exclusions,
);

const csv = (name: string, text: string): Source => ({ name, data: new Blob([text], { type: 'text/csv' }) });
const demoSources = () => [
  csv('simulated-year.csv', simulatedYear),
  csv('qinghai-snapshot-2026-02-04.csv', snapshot),
];

async function begin(): Promise<void> {
  failure = '';
  changed();
  try {
    await start();
    setDomainWords(core.words());
    version = core.version();
    published = core.published(publishedText);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  changed();
  if (!failure && !isEmbed) await demo.run(demoSources());
}

// --- one's own files ---

export async function grade(files: Source[]): Promise<void> {
  if (!files.length) return;
  // Corrected rows come beside the files that are there.
  if (own.sources.length && (await areCorrections(files))) {
    explainer.reset();
    announce(issueWords().added(files.length));
    const others = own.sources.filter((s) => !files.some((f) => f.name === s.name));
    return own.run([...others, ...files], own.choices);
  }
  explainer.reset();
  if (!isEmbed) fragment.set({ view: 'data', open: null, ...forgotten, ...forgottenWater });
  scrollTo(0, 0);
  own.clear();
  await own.run(files, { ...defaultChoices(), ...readingChoices(), mappings: asChoices(keptMappings()), exclusions: remembered(files) });
}

/** What the dialog offers at first; whatever is chosen is judged by its content. */
const accepted = [
  '.csv', '.tsv', '.txt', '.json', '.geojson', '.jsonl', '.ndjson', '.xlsx', '.xlsm', '.xlsb', '.xls', '.ods', '.html', '.htm', '.xml', '.zip', '.gz',
  'text/csv', 'text/plain', 'text/html', 'application/json', 'application/zip', 'application/gzip',
].join(',');

function choose(): void {
  document.getElementById('file')?.click();
}

function chooseFolder(): void {
  document.getElementById('folder')?.click();
}

const picked = (event: Event) => {
  const input = event.target as HTMLInputElement;
  const files = fromFiles(input.files ?? []);
  // So that the same file, corrected, can be chosen again.
  input.value = '';
  void grade(files);
};

const clear = () => {
  own.clear();
  fragment.set({ view: null, open: null });
  announce(w().clearedWhat);
};

const pasteDialog = () => document.querySelector<HTMLDialogElement>('dialog.paste');

const pasted = (event: Event) => {
  event.preventDefault();
  const area = pasteDialog()?.querySelector('textarea');
  const text = area?.value ?? '';
  pasteDialog()?.close();
  if (!text.trim()) return;
  if (area) area.value = '';
  void grade([csv(w().pastedName, text)]);
};

const hasFiles = (event: DragEvent) => Array.from(event.dataTransfer?.types ?? []).includes('Files');
const accepts = () => !isEmbed || flag('upload', false);

addEventListener('dragenter', (event) => {
  if (!hasFiles(event) || !accepts()) return;
  dragging++;
  document.body.classList.add('dragging');
});
addEventListener('dragleave', (event) => {
  if (!hasFiles(event)) return;
  dragging = Math.max(0, dragging - 1);
  if (!dragging) document.body.classList.remove('dragging');
});
addEventListener('dragover', (event) => {
  // A file dropped beside the zone must not replace the page.
  if (hasFiles(event)) event.preventDefault();
});
addEventListener('drop', (event) => {
  dragging = 0;
  document.body.classList.remove('dragging');
  if (!hasFiles(event)) return;
  event.preventDefault();
  if (accepts()) void dropped(event.dataTransfer).then(grade);
});
addEventListener('paste', (event) => {
  const target = event.target;
  if (!accepts() || (target instanceof Element && target.closest('textarea, input, select, dialog'))) return;
  const files = event.clipboardData?.files;
  if (files?.length) return void grade(fromFiles(files));
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (/[\t,;].*\n/.test(text)) void grade([csv(w().pastedName, text)]);
});

const templateMenu = () => html`<details class="menu">
  <summary class="button">${w().templates}</summary>
  <div class="menu-list">
    ${templateKinds.map(
      (kind) => html`<button class="link" @click=${() => downloadTemplate(kind)}>${w().templateNames[kind]}</button>`,
    )}
  </div>
</details>`;

const doors = () => html`<div class="b">
  <button class="primary" @click=${choose}>${w().choose}</button>
  <button @click=${chooseFolder}>${w().chooseFolder}</button>
  <button @click=${() => pasteDialog()?.showModal()}>${w().paste}</button>
  <button @click=${openTyping}>${typingLabel()}</button>
  ${templateMenu()}
</div>`;

export function dropZone(): TemplateResult {
  const words = w();
  return html`<section class="drop" aria-label=${words.dropTitle}>
    <div>
      <p class="drop-title">${words.dropTitle}</p>
      <p>
        ${words.dropWhat}
        ${isEmbed ? nothing : html`<a href=${fragment.href({ view: 'about', open: null })}>${words.dropCheck}</a>`}
      </p>
    </div>
    ${doors()}
  </section>`;
}

// --- frame ---

const go = (to: View) => fragment.href({ view: to === 'overview' ? null : to, open: null });

function header(): TemplateResult {
  const words = w();
  const now = view();
  const link = (to: View, text: string) =>
    html`<a href=${go(to)} aria-current=${now === to ? 'page' : nothing}>${text}</a>`;
  const themes = ['auto', 'light', 'dark'] as const;
  const nextTheme = themes[(themes.indexOf(theme()) + 1) % 3] ?? 'auto';
  return html`<header>
    <div class="bar-top">
      <a class="logo" href=${go('overview')}>${words.name} <small>${words.place}</small></a>
      <nav aria-label=${words.nav}>
        ${link('overview', words.overview)} ${link('data', words.mine)} ${link('about', words.about)}
      </nav>
      <div class="tools">
        <button class="quiet file-door" @click=${choose}>${words.choose}</button>
        <button class="quiet theme" title=${words.theme} @click=${() => fragment.set({ theme: nextTheme === 'auto' ? null : nextTheme }, { replace: true })}>
          <span aria-hidden="true">${{ auto: '◐', light: '○', dark: '●' }[theme()]}</span>
          <span class="visually-hidden">${words.themes[theme()]}</span>
        </button>
        <button class="quiet" lang=${lang() === 'zh' ? 'en' : 'zh-CN'} title=${words.languageName} @click=${() => fragment.set({ lang: lang() === 'zh' ? 'en' : null }, { replace: true })}>${words.language}</button>
      </div>
    </div>
  </header>`;
}

function about(): TemplateResult {
  const words = w();
  return html`<article class="about">
    <h1>${words.aboutTitle}</h1>
    ${words.aboutWhat.map((p) => html`<p>${p}</p>`)}
    <h2>${words.aboutCheckTitle}</h2>
    <ul>${words.aboutCheck.map((p) => html`<li>${p}</li>`)}</ul>
    <h2>${words.aboutFiles}</h2>
    ${words.aboutFilesWhat.map((p) => html`<p>${p}</p>`)}
    ${doors()}
    <h2>${words.aboutOffline}</h2>
    ${offlineHref
      ? html`<p>${words.aboutOfflineWhat}</p><p><a class="button" href=${offlineHref} download>${words.aboutOfflineGet}</a></p>`
      : html`<p>${words.aboutOfflineHere}</p>`}
    ${offlineHref
      ? html`<h2>${words.aboutEmbed}</h2><p>${words.aboutEmbedWhat}</p><pre class="sample" tabindex="0">${embedCode()}</pre><p class="note">${words.aboutEmbedKeys}</p>`
      : nothing}
    <p class="note">${words.versionLabel} ${version}</p>
    ${offlineHref
      ? html`<p class="note"><a href="licences.txt">${words.licences}</a></p>`
      : html`<details><summary>${words.licences}</summary><pre>${document.getElementById('envgrade-licences')?.textContent}</pre></details>`}
  </article>`;
}

const embedCode = () =>
  `<iframe src="embed.html#data=data.csv&lang=${lang() === 'zh' ? 'zh-CN' : 'en'}" title="${w().aboutEmbedTitle}"
  style="width:100%;height:640px;border:0"></iframe>
<script>
addEventListener('message', function (event) {
  var frame = document.querySelector('iframe');
  if (event.source === frame.contentWindow && event.data.type === 'envgrade:height')
    frame.style.height = event.data.height + 'px';
});
</script>`;

function failed(): TemplateResult {
  const words = w();
  return html`<section class="card panel state" role="alert">
    <h2>${words.startFailed}</h2>
    <p>${words.startFailedWhat}</p>
    <p class="note">${failure}</p>
    <button class="primary" @click=${() => location.reload()}>${words.retry}</button>
  </section>`;
}

function body(): TemplateResult {
  if (failure) return failed();
  switch (view()) {
    case 'about':
      return about();
    case 'data':
      return html`${resultView(own, client, clear, dropZone(), ownPeriods, ownWaters, exclusions)} ${own.phase === 'empty' ? nothing : dropZone()}`;
    case 'overview':
      return html`
        ${lead(published)} ${own.phase === 'running' ? runningPanel(own) : nothing} ${dropZone()} ${cards(published)}
        ${examples(demo, client, demoPeriods)}
      `;
  }
}

function page(): TemplateResult {
  const words = w();
  if (isEmbed)
    return html`${embedView({ failure, failed, demo, own, client, clear, dropZone, published })} ${common()}`;
  return html`
    <a class="skip" href="#main" @click=${(e: Event) => { e.preventDefault(); document.getElementById('main')?.focus(); }}>${words.skip}</a>
    ${header()} ${updateNotice()}
    <main id="main" tabindex="-1">${body()}</main>
    <footer>
      <p><span class="mark">${words.unofficial}</span> ${words.name} ${version}</p>
    </footer>
    ${common()}
  `;
}

function common(): TemplateResult {
  const words = w();
  return html`
    <input id="file" type="file" multiple class="visually-hidden" tabindex="-1" aria-label=${words.choose} accept=${accepted} @change=${picked} />
    <input id="folder" type="file" webkitdirectory multiple class="visually-hidden" tabindex="-1" aria-label=${words.chooseFolder} @change=${picked} />
    <dialog class="paste" aria-labelledby="paste-title">
      <form @submit=${pasted}>
        <h2 id="paste-title">${words.pasteTitle}</h2>
        <p class="note">${words.pasteWhat}</p>
        <label><span class="visually-hidden">${words.pasteLabel}</span>
          <textarea rows="10" placeholder=${words.pasteLabel} spellcheck="false"></textarea></label>
        <p class="actions">
          <button class="primary" type="submit">${words.pasteGo}</button>
          <button type="button" @click=${() => pasteDialog()?.close()}>${words.cancel}</button>
        </p>
      </form>
    </dialog>
    ${explainer.render()} ${exclusions.render()} ${mappingDialog()} ${typingDialog((name, text) => void grade([csv(name, text)]))}
    <div class="drop-cover" aria-hidden="true"><p>${words.dropNow}</p></div>
  `;
}

const root = document.getElementById('app') as HTMLElement;
root.textContent = '';
root.removeAttribute('class');

function draw(): void {
  render(page(), root);
  explainer.sync();
}

let openedForPrint: HTMLDetailsElement[] = [];
addEventListener('beforeprint', () => {
  setPrinting(true);
  openedForPrint = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open]):not(.menu):not(.twin)')];
  openedForPrint.forEach((d) => (d.open = true));
});
addEventListener('afterprint', () => {
  setPrinting(false);
  openedForPrint.forEach((d) => (d.open = false));
});

// A menu closes when one goes elsewhere.
addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    const inside = event.target instanceof Node && menu.contains(event.target);
    if (!inside || (event.target as Element).closest('.menu-list')) menu.open = false;
  }
});

/** What the fragment says of reading air counts for one's own data, also when a link is followed while they are there. */
function followReading(): void {
  const asked = readingChoices();
  if (own.phase === 'done' && own.result?.air && !same(asked, own.choices)) void own.run(own.sources, { ...own.choices, ...asked });
}

applyDocument();
onChange(followReading);
onChange(draw);
draw();
void begin().then(() => {
  if (isEmbed && !failure) startEmbed({ demo, own, demoSources });
});
offerUpdates();
