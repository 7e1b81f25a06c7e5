// What a person excludes or corrects: the list, the dialog that adds to it, and where it is remembered.
import { html, nothing, type TemplateResult } from 'lit';
import type { Dataset } from '../dataset';
import { download } from '../download';
import type { Source } from '../engine/session';
import { announce, changed, number, t } from '../state';
import { readList, writeList, type Exclusion } from './list';
import { issueWords } from './words';

const blank = (): Exclusion => ({ site: '', from: '', to: '', item: '', action: 'exclude', value: '', reason: '', by: '' });

/** Files of the same names have the same list, as long as the window is open. */
const place = (sources: Source[]) => `envgrade.exclusions:${sources.map((s) => s.name).sort().join('\n')}`;

/** The list that was last used for these files; none where storage is denied. */
export function remembered(sources: Source[]): string {
  try {
    return sessionStorage.getItem(place(sources)) ?? '';
  } catch {
    return '';
  }
}

function remember(sources: Source[], list: string): void {
  try {
    if (list) sessionStorage.setItem(place(sources), list);
    else sessionStorage.removeItem(place(sources));
  } catch {
    // It then lasts as long as the page.
  }
}

export class Exclusions {
  private draft = blank();
  private note = '';

  constructor(
    readonly data: Dataset,
    /** Called before results change. */
    private readonly before: () => void,
  ) {}

  get list(): Exclusion[] {
    return readList(this.data.choices.exclusions) ?? [];
  }

  private set(list: Exclusion[]): void {
    const { data } = this;
    const exclusions = writeList(list);
    remember(data.sources, exclusions);
    this.before();
    void data.run(data.sources, { ...data.choices, exclusions });
  }

  private get dialog(): HTMLDialogElement | null {
    return document.querySelector('dialog.exclude');
  }

  /** Opens the dialog, filled with what is at hand. */
  open(filled: Partial<Exclusion> = {}): void {
    this.draft = { ...blank(), by: this.draft.by, ...filled };
    changed();
    // The dialog is drawn before it opens.
    requestAnimationFrame(() => {
      const { dialog } = this;
      if (!dialog || dialog.open) return;
      dialog.querySelector('form')?.reset();
      if (typeof dialog.showModal === 'function') dialog.showModal();
      else dialog.setAttribute('open', '');
    });
  }

  private readonly close = () => this.dialog?.close();

  private readonly saved = (event: Event) => {
    event.preventDefault();
    const filled = new FormData(event.target as HTMLFormElement);
    const line = blank();
    for (const key of Object.keys(line) as (keyof Exclusion)[]) line[key] = String(filled.get(key) ?? '').trim();
    if (line.action !== 'correct') line.value = '';
    this.draft = line;
    this.close();
    this.set([...this.list, line]);
  };

  render(): TemplateResult {
    const words = issueWords();
    const { draft } = this;
    const correct = draft.action === 'correct';
    const field = (key: keyof Exclusion, label: string, hint = '', more: { required?: boolean; list?: string } = {}) =>
      html`<div><label class="field"><span>${label}</span>
          <input name=${key} .defaultValue=${draft[key]} ?required=${more.required ?? false} list=${more.list ?? nothing} autocomplete="off" aria-describedby=${hint ? `exclude-${key}-hint` : nothing} />
        </label>
        ${hint ? html`<small class="note" id="exclude-${key}-hint">${hint}</small>` : nothing}</div>`;
    const names = [...(this.data.result?.air?.sites ?? []), ...(this.data.result?.water?.sections ?? [])].slice(0, 500);
    return html`<dialog class="exclude" aria-labelledby="exclude-title">
      <form @submit=${this.saved}>
        <h2 id="exclude-title">${words.add}</h2>
        <p class="note">${words.what}</p>
        ${field('site', words.site, words.siteHint, { list: 'exclude-sites' })}
        <datalist id="exclude-sites">${names.map((s) => html`<option value=${s.name}></option>`)}</datalist>
        <div class="pair">${field('from', words.from)} ${field('to', words.to, words.toHint)}</div>
        ${field('item', words.items, words.itemsHint)}
        <label class="field"><span>${words.action}</span>
          <select name="action" .value=${draft.action} @change=${(e: Event) => {
            this.draft = { ...this.draft, action: (e.target as HTMLSelectElement).value };
            changed();
          }}>
            ${Object.entries(words.actions).map(([key, text]) => html`<option value=${key} ?selected=${key === draft.action}>${text}</option>`)}
          </select>
        </label>
        ${correct ? field('value', words.value, words.valueHint, { required: true }) : nothing}
        ${field('reason', words.reason, '', { required: true })} ${field('by', words.by)}
        <p class="actions">
          <button class="primary" type="submit">${words.save}</button>
          <button type="button" @click=${this.close}>${words.cancel}</button>
        </p>
      </form>
    </dialog>`;
  }

  private readonly imported = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const bytes = await new Response(file).arrayBuffer();
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      text = new TextDecoder('gb18030').decode(bytes);
    }
    const read = readList(text);
    const words = issueWords();
    this.note = read ? words.imported(read.length) : words.notAList;
    announce(this.note);
    if (!read) return changed();
    const known = new Set(this.list.map((line) => JSON.stringify(line)));
    this.set([...this.list, ...read.filter((line) => !known.has(JSON.stringify(line)))]);
  };

  /** The list among the issues. */
  part(): TemplateResult {
    const words = issueWords();
    const { list, data } = this;
    const done = data.result?.exclusions ?? [];
    return html`<div class="card exclusions">
      <h3>${words.title}</h3>
      <p class="note">${words.what}</p>
      ${list.length
        ? html`<div class="table-scroll limited" tabindex="0" role="region" aria-label=${words.title}>
            <table class="rows">
              <caption class="visually-hidden">${words.title}</caption>
              <thead><tr><th scope="col">${words.site}</th><th scope="col">${words.from}</th><th scope="col">${words.to}</th><th scope="col">${words.items}</th><th scope="col">${words.action}</th><th scope="col">${words.reasonShort}</th><th scope="col">${words.by}</th><th scope="col" class="n">${words.readings}</th><th scope="col"></th></tr></thead>
              <tbody>
                ${list.map((line, n) => {
                  // The header is row 1 of the list.
                  const view = done.find((d) => d.row === n + 2);
                  const what = `${line.site || words.all} ${line.from} ${line.item}`.trim();
                  return html`<tr>
                    <th scope="row">${line.site || words.all}</th><td class="nowrap">${line.from}</td><td class="nowrap">${line.to}</td><td>${line.item || words.all}</td>
                    <td>${words.actions[line.action] ?? line.action}${line.value ? ` ${line.value}` : ''}</td><td title=${view ? t(view.text) : nothing}>${line.reason}</td><td>${line.by}</td>
                    <td class="n">${view ? number(view.readings) : '—'}</td>
                    <td><button class="link" aria-label=${words.undoOf(what)} @click=${() => this.set(list.filter((_, at) => at !== n))}>${words.undo}</button></td>
                  </tr>`;
                })}
              </tbody>
            </table>
          </div>`
        : html`<p class="note">${words.none}</p>`}
      <div class="actions">
        <button @click=${() => this.open()}>${words.add}</button>
        ${list.length ? html`<button @click=${() => download(words.listName, `\ufeff${writeList(list)}`, 'text/csv')}>${words.exportList}</button>` : nothing}
        <button @click=${() => document.getElementById('exclusions-file')?.click()}>${words.importList}</button>
        ${list.length > 1 ? html`<button @click=${() => this.set([])}>${words.undoAll}</button>` : nothing}
        <input id="exclusions-file" type="file" class="visually-hidden" tabindex="-1" aria-label=${words.importList} accept=".csv,.txt,text/csv" @change=${this.imported} />
        <span class="note" role="status">${this.note}</span>
      </div>
    </div>`;
  }
}
