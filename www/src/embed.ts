// The frame for other pages: one data file, chosen by the fragment, and its height for the host.
import { html, nothing, type TemplateResult } from 'lit';
import type { Client } from './engine/client';
import type { Source } from './engine/session';
import type { Dataset } from './dataset';
import { lead } from './overview';
import { calendarPart, distribution, matrixPart } from './parts';
import { openExplanation } from './explain';
import { resultView, runningPanel } from './result';
import { changed, flag, fragment, lang, onChange, t, w } from './state';
import type { PublishedView, Query } from './engine/types';

let bad = '';
let external = false;

const domain = () => fragment.get('domain') ?? '';
const controls = () => flag('controls', true);

interface Parts {
  failure: string;
  failed: () => TemplateResult;
  demo: Dataset;
  own: Dataset;
  client: Client;
  clear: () => void;
  dropZone: () => TemplateResult;
  published: PublishedView | undefined;
}

export function embedView(p: Parts): TemplateResult {
  const words = w();
  const upload = flag('upload', false);
  const inner = (() => {
    if (p.failure) return p.failed();
    if (bad) return html`<section class="card panel state" role="alert"><h2>${words.embedBad}</h2><p>${words.embedBadWhat}</p><p class="note">${bad}</p></section>`;
    if (p.own.phase !== 'empty') return resultView(p.own, p.client, p.clear, html``);
    const data = p.demo;
    if (data.phase === 'running') return external ? runningPanel(data) : html`<div class="card"><p class="note" aria-busy="true">${words.computing}</p></div>`;
    if (data.phase !== 'done' || !data.result) return html`<div class="card"><p class="note">${data.phase === 'empty' ? words.loading : words.failed}</p></div>`;
    const { air, water } = data.result;
    if (!air && !water) return resultView(data, p.client, p.clear, html``);
    return html`
      ${external || domain() ? nothing : lead(p.published)}
      ${air && domain() !== 'water'
        ? html`<section aria-labelledby="embed-air">
            <h2 id="embed-air">${words.air} ${external ? nothing : html`<span class="tag simulated">${words.simulated}</span>`}</h2>
            ${calendarPart(data, controls())}
          </section>`
        : nothing}
      ${water && domain() !== 'air'
        ? html`<section aria-labelledby="embed-water">
            <h2 id="embed-water">${words.water}</h2>
            ${external ? nothing : html`<p class="sub">${words.snapshotWhat}</p>`}
            ${matrixPart(data, controls())}
            <div class="card">
              <p class="finding">${t(water.finding)}</p>
              ${distribution(water.classes, 'w')}
              <eg-water-rows
                .result=${data.result}
                .locale=${lang()}
                .perPage=${10}
                .filters=${controls()}
                .sites=${water.sections}
                .ask=${(q: Query) => p.client.ask(data.name, 'water_rows', q)}
                .onOpen=${(id: number) => openExplanation(data.name, 'water', id)}
              ></eg-water-rows>
            </div>
          </section>`
        : nothing}
    `;
  })();
  return html`<main class="embed">${inner} ${upload ? p.dropZone() : nothing}
    <p class="embed-foot"><span class="mark">${words.unofficial}</span>
      <a href="./index.html${lang() === 'en' ? '#lang=en' : ''}" target="_blank" rel="noopener">${words.fullPage}</a></p>
  </main>`;
}

/** A file of this site only: what the link says must not make the page read elsewhere. */
async function load(address: string): Promise<Source> {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || !/^https?:$/.test(url.protocol)) throw new Error(address);
  const response = await fetch(url.href, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status} ${url.pathname}`);
  return { name: decodeURIComponent(url.pathname.split('/').pop() || 'data'), data: await response.blob() };
}

export async function startEmbed(p: { demo: Dataset; own: Dataset; demoSources: () => Source[] }): Promise<void> {
  const address = fragment.get('data');
  let sources: Source[];
  if (address) {
    external = true;
    p.demo.example = false;
    try {
      sources = await Promise.all(address.split(',').map(load));
    } catch (error) {
      bad = error instanceof Error ? error.message : String(error);
      changed();
      return;
    }
  } else sources = p.demoSources();
  const edition = fragment.get('edition');
  await p.demo.run(sources, edition ? { ...p.demo.choices, edition } : p.demo.choices);
  const name = fragment.get('site');
  const found = name && p.demo.result?.air?.sites.find((s) => s.name === name);
  if (found) await p.demo.show(found.site, p.demo.year);
}

/** Tells the host how tall the content is; no data goes with it. */
function postHeight(): void {
  if (window.parent === window) return;
  let last = 0;
  const post = () => {
    const open = document.querySelector<HTMLElement>('dialog[open] .explain-body');
    const height = Math.ceil(Math.max(document.getElementById('app')?.getBoundingClientRect().height ?? 0, open ? Math.min(open.scrollHeight, 900) : 0));
    if (height === last) return;
    last = height;
    window.parent.postMessage({ type: 'envgrade:height', height }, '*');
  };
  const observer = new ResizeObserver(post);
  const app = document.getElementById('app');
  if (app) observer.observe(app);
  // The panel lies over the page and changes no height of its own.
  onChange(() => setTimeout(post, 50));
  post();
}

if (document.documentElement.dataset['page'] === 'embed') postHeight();
