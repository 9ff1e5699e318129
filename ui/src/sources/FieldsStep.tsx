import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { beside, Refusal } from '@/shared/Form';
import { type Column, type Conflict, type EventKind, type Mapping, type Preview, previewQuery } from './api';
import { CODE, columnOf, CONFLICTS, type Draft, guessedMapping, mapped, PHONE, readable } from './draft';
import { LookFailed, LookWaiting } from './Look';
import { Rows } from './Rows';
import type { StepProps } from './SourceForm';
import css from './Sources.module.css';
import type { Offered } from './useEvents';

const SAMPLES = 3;

/** Which column becomes which field; of clients, how they are recognised and whose value counts. */
export function FieldsStep({ draft, onChange, told, look, place, fields, eventKind }: StepProps & { fields: readonly Offered[]; eventKind: EventKind | null }) {
    const { t } = useTranslation();
    const preview = useQuery(previewQuery(look, place, draft.entity));
    if (draft.entity === '') return <p className={css.hint}>{t('sources.fields.noTable')}</p>;
    if (preview.isError) return <LookFailed query={preview} />;
    if (!preview.data) return <LookWaiting />;
    const { columns } = preview.data;
    const titleOf = (key: string) => fields.find((one) => one.key === key)?.title ?? key;
    const set = (mapping: readonly Mapping[]) => onChange((before) => ({ ...before, mapping }));
    // Events are as they were told: nobody's other value counts.
    const isEvent = draft.eventKind !== null;
    const code = columnOf(draft.mapping, CODE);
    const rules = CONFLICTS.filter((one) => one !== 'newest' || draft.changed !== null);
    const ruled = draft.mapping.filter((one) => hasRule(one.field, draft));
    const common = ruled.every(({ conflict }) => conflict === ruled[0]?.conflict) ? (ruled[0]?.conflict ?? 'source') : '';
    const guesses = guessedMapping(columns, draft.key, eventKind).filter(({ column, field }) => draft.mapping.some((one) => one.column === column && one.field === field)).length;
    const left = columns.length - new Set(draft.mapping.map(({ column }) => column)).size;
    return (
        <>
            {isEvent ? (
                <p className={css.hint}>{t('sources.fields.eventHelp')}</p>
            ) : (
                <>
                    <NativeSelect
                        classNames={beside}
                        label={t('sources.fields.match')}
                        description={t(code === null ? 'sources.fields.matchPhoneHelp' : 'sources.fields.matchCodeHelp')}
                        value={code ?? ''}
                        onChange={(event) => {
                            const column = event.currentTarget.value;
                            const without = draft.mapping.filter(({ field }) => field !== CODE);
                            // A column that says something else of people goes on saying it.
                            set(column === '' ? without : [...without, { column, field: CODE, conflict: 'source' }]);
                        }}
                        data={[{ value: '', label: t('sources.fields.byPhone') }, ...readable(columns).map(({ name }) => ({ value: name, label: t('sources.fields.byCode', { column: name }) }))]}
                    />
                    <NativeSelect
                        classNames={beside}
                        label={t('sources.fields.common')}
                        description={common === '' ? t('sources.fields.mixedHelp') : t(`sources.ruleHelp.${common}`)}
                        value={common}
                        onChange={(event) => {
                            const conflict = event.currentTarget.value as Conflict | '';
                            if (conflict !== '') set(draft.mapping.map((one) => (hasRule(one.field, draft) ? { ...one, conflict } : one)));
                        }}
                        data={[...(common === '' ? [{ value: '', label: t('sources.fields.mixed') }] : []), ...rules.map((one) => ({ value: one, label: t(`sources.rule.${one}`) }))]}
                    />
                </>
            )}
            <section className={css.mapping}>
                <h3>{t('sources.fields.columns')}</h3>
                <p className={css.hint}>
                    {guesses > 0 && t('sources.fields.guessed', { count: guesses })} {left > 0 && t('sources.fields.left', { count: left })}
                </p>
                <table className={`ledger list fold ${css.columns}`} role="table">
                    <caption className="sr">{t('sources.fields.columns')}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t('sources.fields.column')}</th>
                            <th role="columnheader">{t('sources.fields.samples')}</th>
                            <th role="columnheader">{t(isEvent ? 'sources.fields.ofEvent' : 'sources.fields.field')}</th>
                            {!isEvent && <th role="columnheader">{t('sources.fields.rule')}</th>}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {rowsOf(columns, draft.mapping).map(({ column, one, place, gone }) => (
                            <Row
                                // Its field may change under the hand that chooses it.
                                key={`${column.name} ${place}`}
                                column={column}
                                one={one}
                                samples={samplesOf(preview.data, column.name)}
                                fields={fields}
                                rules={isEvent ? null : one !== null && hasRule(one.field, draft) ? rules : []}
                                problem={one === null ? null : (problemOf(told, draft.mapping.indexOf(one)) ?? (gone ? t('sources.fields.gone') : null))}
                                onField={(field) => set(mapped(draft.mapping, column.name, one?.field ?? null, field))}
                                onRule={(conflict) => set(draft.mapping.map((other) => (other === one ? { ...other, conflict } : other)))}
                            />
                        ))}
                    </tbody>
                </table>
                <Refusal>{told('/mapping')}</Refusal>
            </section>
            {draft.mapping.length > 0 && (
                <Rows title={t('sources.rows.become')} preview={preview.data} columns={draft.mapping.map(({ column, field }) => ({ name: column, head: titleOf(field), under: column }))} />
            )}
        </>
    );
}

/** What tells clients apart is never overwritten. */
function hasRule(field: string, { mapping }: Draft): boolean {
    return field !== CODE && (field !== PHONE || columnOf(mapping, CODE) !== null);
}

/** `place` counts the lines of one column. */
type Line = { column: Column; one: Mapping | null; place: number; gone: boolean };

/** A line for every column, several for one that becomes several fields, and one for each column that is no more. */
function rowsOf(columns: readonly Column[], mapping: readonly Mapping[]): Line[] {
    const gone = mapping.filter(({ column }) => !columns.some(({ name }) => name === column));
    return [
        ...gone.map((one, place): Line => ({ column: { name: one.column, type: 'other', key: false, field: null }, one, place, gone: true })),
        ...columns.flatMap((column): Line[] => {
            const own = mapping.filter((one) => one.column === column.name);
            return own.length === 0 ? [{ column, one: null, place: 0, gone: false }] : own.map((one, place) => ({ column, one, place, gone: false }));
        }),
    ];
}

function samplesOf({ columns, rows }: Preview, name: string): string {
    const place = columns.findIndex((column) => column.name === name);
    const values = rows.flatMap((row) => row[place] ?? []).filter((value) => value.trim() !== '');
    return [...new Set(values)].slice(0, SAMPLES).join(' · ');
}

function problemOf(told: (pointer: string) => string | null, index: number): string | null {
    return told(`/mapping/${index}/column`) ?? told(`/mapping/${index}/field`) ?? told(`/mapping/${index}/conflict`);
}

type RowProps = {
    column: Column;
    one: Mapping | null;
    samples: string;
    fields: readonly Offered[];
    /** Those that make sense for it; none where there is nothing to decide, null where there are no rules at all. */
    rules: readonly Conflict[] | null;
    problem: string | null;
    onField: (field: string | null) => void;
    onRule: (conflict: Conflict) => void;
};

function Row({ column, one, samples, fields, rules, problem, onField, onRule }: RowProps) {
    const { t } = useTranslation();
    const field = one?.field ?? null;
    const known = field === null || fields.some(({ key }) => key === field);
    return (
        <tr role="row" data-left={field === null || undefined}>
            <td role="cell">
                {column.name} <small>{t(`sources.type.${column.type}`)}</small>
            </td>
            <td role="cell" className={css.samples}>
                {samples}
            </td>
            <td role="cell">
                {column.type === 'other' && one === null ? (
                    <span className="muted s14">{t('sources.fields.unreadable')}</span>
                ) : (
                    <select
                        className={css.select}
                        aria-label={t('sources.fields.fieldOf', { column: column.name })}
                        aria-invalid={problem !== null || undefined}
                        value={field ?? ''}
                        onChange={(event) => onField(event.currentTarget.value === '' ? null : event.currentTarget.value)}
                    >
                        <option value="">{t('sources.fields.skip')}</option>
                        {!known && <option value={field}>{field}</option>}
                        {fields.map(({ key, title }) => (
                            <option key={key} value={key}>
                                {title}
                            </option>
                        ))}
                    </select>
                )}
                {problem !== null && <small className={css.problem}>{problem}</small>}
            </td>
            {rules !== null && (
                <td role="cell">
                    {rules.length > 0 && one !== null && (
                        <select
                            className={css.select}
                            aria-label={t('sources.fields.ruleOf', { column: column.name })}
                            value={one.conflict}
                            onChange={(event) => onRule(event.currentTarget.value as Conflict)}
                        >
                            {rules.map((rule) => (
                                <option key={rule} value={rule}>
                                    {t(`sources.ruleShort.${rule}`)}
                                </option>
                            ))}
                        </select>
                    )}
                </td>
            )}
        </tr>
    );
}
