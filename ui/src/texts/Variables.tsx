import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './api';
import { Pop } from './Pop';
import css from './Variables.module.css';

/** What people most often put into a message; the rest is one press further. */
const USUAL = ['first_name', 'bonus_points', 'city', 'product', 'due_date'];
const SHOWN = 200;

/** The usual ones first, the others as they come. */
const rank = ({ key }: Field) => (USUAL.includes(key) ? USUAL.indexOf(key) : USUAL.length);

/** Fields by a part of their title, those that begin with it first. */
export function matching(fields: Field[], query: string): Field[] {
    const wanted = query.trim().toLowerCase();
    const places = fields.map((field) => ({ field, place: field.title.toLowerCase().indexOf(wanted) })).filter(({ place }) => place >= 0);
    return places
        .toSorted((one, other) => (wanted === '' ? rank(one.field) - rank(other.field) : Math.min(one.place, 1) - Math.min(other.place, 1)))
        .map(({ field }) => field)
        .slice(0, SHOWN);
}

/** The fields to choose from; the focus stays where one types. */
export function VariableList({ id, fields, active, onPick }: { id: string; fields: Field[]; active: number; onPick: (field: Field) => void }) {
    const { t } = useTranslation();
    if (fields.length === 0) {
        return (
            <p className={css.none} role="status">
                {t('editor.fields.none')}
            </p>
        );
    }
    return (
        <div id={id} role="listbox" tabIndex={0} aria-label={t('editor.fields.label')} className={css.list}>
            {fields.map((field, index) => (
                // The keys are the field's: this list never has the focus.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                    key={field.key}
                    id={`${id}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === active}
                    ref={(element) => {
                        if (index === active) element?.scrollIntoView?.({ block: 'nearest' });
                    }}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => onPick(field)}
                >
                    {field.title}
                </div>
            ))}
        </div>
    );
}

/** Moves through a list of options by key; null for a key that means nothing there. */
export function moved(active: number, count: number, key: string): number | null {
    if (key === 'ArrowDown') return count === 0 ? 0 : (active + 1) % count;
    if (key === 'ArrowUp') return count === 0 ? 0 : (active + count - 1) % count;
    return null;
}

/** The line under the field: the usual fields at hand, all of them behind a search. */
export function Variables({ fields, onPick }: { fields: Field[]; onPick: (field: Field) => void }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const usual = USUAL.flatMap((key) => fields.filter((field) => field.key === key));
    const selected = fields.filter(({ key }) => key.startsWith('selection.'));
    const others = usual.length > 0 ? usual : fields.filter((field) => !selected.includes(field)).slice(0, 3);
    const atHand = [...selected, ...others];
    const rest = fields.length - atHand.length;
    return (
        <div className={css.insert}>
            <span className="muted s14">{t('editor.insert')}</span>
            {atHand.map((field) => (
                <button key={field.key} type="button" className={css.pill} aria-label={t('editor.insertNamed', { title: field.title })} onClick={() => onPick(field)}>
                    {field.title}
                </button>
            ))}
            {rest > 0 && (
                <span className={css.place}>
                    <button type="button" className="act s14" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
                        {t('editor.more', { count: rest })}
                    </button>
                    {open && (
                        <Pop label={t('editor.fields.label')} onClose={() => setOpen(false)}>
                            <Search
                                fields={fields}
                                onPick={(field) => {
                                    setOpen(false);
                                    onPick(field);
                                }}
                            />
                        </Pop>
                    )}
                </span>
            )}
        </div>
    );
}

function Search({ fields, onPick }: { fields: Field[]; onPick: (field: Field) => void }) {
    const { t } = useTranslation();
    const id = useId();
    const [query, setQuery] = useState('');
    const [active, setActive] = useState(0);
    const found = matching(fields, query);
    const chosen = found[active];
    return (
        <>
            <TextInput
                role="combobox"
                aria-label={t('editor.fields.search')}
                placeholder={t('editor.fields.search')}
                aria-expanded
                aria-controls={id}
                aria-activedescendant={chosen ? `${id}-${active}` : undefined}
                autoComplete="off"
                value={query}
                onChange={(event) => {
                    setQuery(event.currentTarget.value);
                    setActive(0);
                }}
                onKeyDown={(event) => {
                    const next = moved(active, found.length, event.key);
                    if (next !== null) {
                        event.preventDefault();
                        setActive(next);
                    } else if (event.key === 'Enter' && chosen) {
                        event.preventDefault();
                        onPick(chosen);
                    }
                }}
            />
            <VariableList id={id} fields={found} active={active} onPick={onPick} />
        </>
    );
}
