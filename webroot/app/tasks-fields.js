// The fields of a payload, made of the JSON schema of its type; what is not simple is written as JSON.
import { useId } from 'preact/hooks';
import { Problem } from 'app/api';
import { Field } from 'app/account-form';
import { html } from 'app/html';
import { sendFile } from 'app/tasks-file';

const PREFIX = 'payload.';

/** `wrong(name)` is what the server says of a property. */
export function PayloadFields({ schema, asJson, wrong }) {
  const properties = Object.entries(schema.properties ?? {});
  if (asJson) return html`<${Text} label="Payload" name="payload" start=${example(schema)} rows="6" />`;
  if (!properties.length) return null;
  return html`
    <div class="form-fields">
      ${properties.map(([name, one]) => {
        const label = schema.required?.includes(name) ? named(name) : `${named(name)} (optional)`;
        return html`<${One} key=${name} name=${name} schema=${one} label=${label} wrong=${wrong(name)} />`;
      })}
    </div>
  `;
}

function One({ name, schema, label, wrong }) {
  const common = { label, name: PREFIX + name, wrong };
  switch (kind(name, schema)) {
    case 'choice':
      return html`<${Select} ...${common} options=${schema.enum} />`;
    case 'switch':
      return html`<${Select} ...${common} options=${[true, false]} />`;
    case 'number':
      return html`<${Field} ...${common} inputmode="decimal" />`;
    case 'file':
      return html`<${Field} ...${common} type="file" accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson" />`;
    case 'list':
      return html`<${Field} ...${common} hint="several with a comma between them" maxlength="4000" autocapitalize="none" />`;
    case 'text':
      return html`<${Field} ...${common} maxlength=${schema.maxLength ?? 4000} autocapitalize="none" />`;
    default:
      return html`<${Text} ...${common} start="" rows="2" hint="as JSON" />`;
  }
}

function Select({ label, name, wrong, options }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} name=${name} aria-invalid=${wrong ? 'true' : undefined} aria-describedby=${wrong && `${id}-wrong`}>
        <option value="">–</option>
        ${options.map((option) => html`<option key=${option} value=${JSON.stringify(option)}>${String(option)}</option>`)}
      </select>
      ${wrong && html`<span id=${`${id}-wrong`} class="wrong">${wrong}</span>`}
    </div>
  `;
}

function Text({ label, name, start, rows, hint, wrong }) {
  const id = useId();
  return html`
    <div class="field whole-row">
      <label for=${id}>${label}${hint && `, ${hint}`}</label>
      <textarea id=${id} name=${name} class="key" rows=${rows} maxlength="60000" spellcheck=${false} autocapitalize="none" aria-describedby=${wrong && `${id}-wrong`}>${start}</textarea>
      ${wrong && html`<span id=${`${id}-wrong`} class="wrong">${wrong}</span>`}
    </div>
  `;
}

/** Answers a promise of the payload; files are sent on the way. */
export async function payloadOf(schema, elements, asJson) {
  if (asJson) return json(elements.payload.value, 'The payload');
  const filled = Object.keys(schema.properties ?? {}).filter((name) => elements[PREFIX + name].value.trim());
  const missing = (schema.required ?? []).filter((name) => !filled.includes(name));
  if (missing.length) throw incomplete(missing);
  const payload = {};
  for (const name of filled) {
    const { type, files, value } = elements[PREFIX + name];
    // the files go one after the other
    payload[name] = type === 'file' ? await sendFile(files[0]) : valueOf(name, schema.properties[name], value.trim());
  }
  return payload;
}

function incomplete(missing) {
  const errors = missing.map((name) => ({ pointer: `/payload/${name}`, detail: 'It is required.' }));
  return new Problem(0, 'Not all is there', 'Something that is needed is missing.', '', errors);
}

function valueOf(name, schema, text) {
  switch (kind(name, schema)) {
    case 'choice':
    case 'switch':
      return JSON.parse(text);
    case 'number':
      // what is no number is left for the server to refuse
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'list':
      return text.split(',').map((part) => part.trim()).filter(Boolean);
    case 'text':
      return text;
    default:
      return json(text, named(name));
  }
}

function kind(name, { type, enum: values, items }) {
  if (values) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string') return name === 'file' ? 'file' : 'text';
  return type === 'array' && items?.type === 'string' ? 'list' : 'json';
}

function json(text, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(0, 'No JSON', `${what} is no JSON.`);
  }
}

/** The required properties, empty. */
function example({ required = [] }) {
  return JSON.stringify(Object.fromEntries(required.map((name) => [name, ''])), null, 2);
}

/** 'intervalMinutes' -> 'Interval minutes' */
function named(name) {
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
