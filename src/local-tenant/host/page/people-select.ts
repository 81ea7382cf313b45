// Choosing people: to become one of them (one), or for an app that asks for some (several). A searchable list with the keyboard of a combobox.

import type { Person } from '../wire.ts';
import { h, uid } from './dom.ts';
import { matches } from './format.ts';
import { button, face, openDialog } from './parts.ts';
import { recentPeople, session } from './session.ts';
import { t } from './words.ts';

interface Section { label: string; people: Person[] }

/** Recent ones first, then by institution; those that stand alone together at the end. */
function sections(people: readonly Person[], query: string): Section[] {
  const found = query === '' ? people : people.filter((person) => matches(query, person.name, person.title, person.upn));
  const recent = query === '' ? recentPeople().map((id) => found.find((person) => person.id === id)).filter((person): person is Person => person !== undefined) : [];
  const groups = new Map<string, Person[]>();
  for (const person of found) {
    const key = person.group ?? '';
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [person]); else list.push(person);
  }
  const alone: Person[] = [...groups].filter(([key, list]) => key === '' || list.length === 1).flatMap(([, list]) => list);
  const together = [...groups].filter(([key, list]) => key !== '' && list.length > 1).sort(([a], [b]) => a.localeCompare(b, 'fr-CA'));
  return [
    ...(recent.length > 0 ? [{ label: t.people.recent, people: recent }] : []),
    ...together.map(([label, list]) => ({ label, people: list })),
    ...(alone.length > 0 ? [{ label: together.length > 0 ? t.people.others : '', people: alone.sort((a, b) => a.name.localeCompare(b.name, 'fr-CA')) }] : []),
  ];
}

/** The list with its search field. `chosen` says what a choice does; several stay marked, one is final. */
export function peopleList(first: readonly Person[], options: { label: string; multiple: boolean; marked: ReadonlySet<string>; choose: (person: Person) => void; current?: string | null }): { element: HTMLElement; input: HTMLInputElement; update: (people: readonly Person[]) => void } {
  const listId = uid('people');
  const input = h('input', { class: 'text-input', attrs: { type: 'search', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': listId, 'aria-autocomplete': 'list', 'aria-label': options.label, placeholder: options.label, autocomplete: 'off', spellcheck: 'false' } });
  const list = h('div', { class: 'people-list', id: listId, attrs: { role: 'listbox', 'aria-label': options.label, 'aria-multiselectable': options.multiple ? 'true' : null, tabindex: '-1' } });
  const count = h('p', { class: 'people-count', attrs: { role: 'status' } });
  let people = first;
  let entries: { element: HTMLElement; person: Person }[] = [];
  let at = -1;

  const activate = (index: number): void => {
    const before = entries[at];
    before?.element.classList.remove('active');
    at = index;
    const entry = entries[at];
    entry?.element.classList.add('active');
    entry?.element.scrollIntoView({ block: 'nearest' });
    if (entry === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', entry.element.id);
  };
  const pick = (person: Person): void => {
    options.choose(person);
    if (!options.multiple) return;
    for (const entry of entries) entry.element.setAttribute('aria-selected', String(options.marked.has(entry.person.id)));
  };
  const draw = (): void => {
    entries = [];
    at = -1;
    list.replaceChildren();
    for (const section of sections(people, input.value.trim())) {
      const headId = uid('people-head');
      const group = h('div', { attrs: { role: 'group', ...(section.label === '' ? { 'aria-label': options.label } : { 'aria-labelledby': headId }) } });
      if (section.label !== '') group.append(h('div', { class: 'people-head', id: headId, attrs: { role: 'presentation' }, text: section.label }));
      for (const person of section.people) {
        const current = person.id === options.current;
        const element = h('div', {
          class: `person${current ? ' current' : ''}`, id: uid('person'), attrs: { role: 'option', 'aria-selected': String(options.marked.has(person.id) || current) },
          on: { click: () => pick(person), mousemove: () => { const index = entries.findIndex((entry) => entry.element === element); if (index !== at) activate(index); } },
        }, face(person.name), h('span', { class: 'person-text' }, h('span', { class: 'person-name', text: person.name }), h('span', { class: 'person-title', text: [person.title === section.label ? null : person.title, person.upn].filter((part) => part !== null).join(' · ') }),
        current ? h('span', { class: 'badge person-badge', text: t.people.current }) : person.guest ? h('span', { class: 'badge person-badge', text: t.guest }) : null));
        group.append(element);
        entries.push({ element, person });
      }
      list.append(group);
    }
    if (entries.length === 0) list.append(h('p', { class: 'empty-more', text: people.length === 0 ? t.people.empty : t.people.none }));
    count.textContent = t.people.count(new Set(entries.map((entry) => entry.person.id)).size);
    activate(entries.length > 0 && input.value.trim() !== '' ? 0 : -1);
  };
  input.addEventListener('input', draw);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      activate(Math.max(0, Math.min(entries.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const entry = entries[at] ?? (entries.length === 1 ? entries[0] : undefined);
      if (entry !== undefined) pick(entry.person);
    } else if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault();
      event.stopPropagation();
      input.value = '';
      draw();
    }
  });
  draw();
  return { element: h('div', { class: 'people' }, input, count, list), input, update: (now) => { if (now.length !== people.length) { people = now; draw(); } } };
}

export async function pickPerson(people: readonly Person[], current: string | null, newer: Promise<readonly Person[]>): Promise<Person | undefined> {
  return openDialog<Person>({
    title: t.people.title, lead: t.people.intro, class: 'people-dialog', size: { width: '560px', height: '640px' },
    body: h('div', { class: 'people-slot' }),
    opened: (dialog, close) => {
      const list = peopleList(people, { label: t.people.search, multiple: false, marked: new Set(), current, choose: (person) => close(person) });
      dialog.querySelector('.people-slot')?.append(list.element);
      list.input.focus();
      void newer.then(list.update);
    },
  });
}

/** For teams-js `people.selectPeople`: undefined when the person gives up. */
export async function pickPeople(people: readonly Person[], request: { title?: string; single: boolean; selected: readonly string[] }): Promise<Person[] | undefined> {
  const marked = new Set(request.selected);
  const count = h('span', { class: 'picked', attrs: { role: 'status' }, text: t.picker.selected(marked.size) });
  return openDialog<Person[]>({
    title: request.title ?? t.picker.title, class: 'people-dialog', size: { width: '520px', height: '600px' },
    body: h('div', { class: 'people-slot' }),
    actions: (close) => [count, button(t.cancel, () => close()), button(t.done, () => close(people.filter((person) => marked.has(person.id))), { kind: 'primary' })],
    opened: (dialog) => {
      const list = peopleList(people, {
        label: t.picker.search, multiple: true, marked,
        choose: (person) => {
          if (marked.has(person.id)) marked.delete(person.id);
          else { if (request.single) marked.clear(); marked.add(person.id); }
          count.textContent = t.picker.selected(marked.size);
        },
      });
      dialog.querySelector('.people-slot')?.append(list.element);
      list.input.focus();
    },
  });
}

/** Before anybody is chosen the page is nothing but this question. */
export function welcome(people: readonly Person[], choose: (person: Person) => void): HTMLElement {
  const list = peopleList(people, { label: t.people.search, multiple: false, marked: new Set(), choose });
  const unknown = session.as !== null && session.as !== '' && people.length > 0 ? h('p', { class: 'note warning', attrs: { role: 'alert' }, text: t.people.unknown(session.as) }) : null;
  return h('div', { class: 'welcome' }, h('h1', { text: t.people.title }), h('p', { class: 'lead', text: t.people.intro }), unknown, list.element);
}
