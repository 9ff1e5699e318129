import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { dropImport, fieldsQuery, importQuery, importsQuery, mapColumns, startImport } from './api';
import { About } from './About';
import page from './ImportPage.module.css';
import css from './Mapping.module.css';
import { hasPhone, type Import, PHONE } from './recipient';

/** What each column brings. The server has guessed from the headers; the rest is asked, and the first rows show what comes of it. */
export function Mapping({ one }: { one: Import }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const fields = useQuery(fieldsQuery);
    const [chosen, setChosen] = useState<ReadonlyMap<number, string | null>>(new Map());
    const keep = (next: Import) => client.setQueryData(importQuery(one.id).queryKey, next);

    const columns = one.columns.map((column) => ({ ...column, field: chosen.has(column.index) ? (chosen.get(column.index) ?? null) : column.field }));
    const mapping = useMutation({
        mutationFn: (next: typeof columns) => mapColumns(one.id, next.map(({ index, field }) => ({ index, field }))),
        onSuccess: keep,
        onError: () => setChosen(new Map()),
    });
    const starting = useMutation({
        mutationFn: () => startImport(one.id),
        onSuccess: (next) => {
            keep(next);
            void client.invalidateQueries({ queryKey: importsQuery.queryKey });
        },
    });
    const dropping = useMutation({
        mutationFn: () => dropImport(one.id),
        onSuccess: () => {
            client.removeQueries({ queryKey: importQuery(one.id).queryKey });
            void client.invalidateQueries({ queryKey: importsQuery.queryKey });
            return navigate({ to: '/imports' });
        },
    });

    const choose = (index: number, field: string | null) => {
        // One field comes from one column; a number may be looked for in several.
        const taken = field !== null && field !== PHONE ? columns.filter((column) => column.field === field && column.index !== index) : [];
        const next = new Map([...chosen, ...taken.map((column) => [column.index, null] as const), [index, field] as const]);
        setChosen(next);
        mapping.mutate(columns.map((column) => ({ ...column, field: next.has(column.index) ? (next.get(column.index) ?? null) : column.field })));
    };
    const guessed = columns.filter((column) => column.guessed && column.field !== null && !chosen.has(column.index)).length;
    const left = columns.filter(({ field }) => field === null).length;
    const ready = hasPhone(columns) && !mapping.isPending && !starting.isPending;
    const refused = mapping.error ?? starting.error ?? dropping.error ?? fields.error;
    return (
        <>
            <h1>{t('import.mapping.title')}</h1>
            <About one={one} />
            <p className={page.lead}>
                {guessed > 0 && t('import.mapping.guessed', { count: guessed })} {left > 0 && t('import.mapping.left', { count: left })}
            </p>
            <table className={`ledger list fold ${css.columns}`} role="table">
                <caption className="sr">{t('import.mapping.columns')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('import.mapping.header')}</th>
                        <th role="columnheader">{t('import.mapping.samples')}</th>
                        <th role="columnheader">{t('import.mapping.field')}</th>
                        <th role="columnheader">
                            <span className="sr">{t('import.mapping.how')}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {columns.map((column) => (
                        <tr key={column.index} role="row" data-left={column.field === null || undefined}>
                            <td role="cell">{column.header === '' ? t('import.mapping.unnamed', { number: column.index + 1 }) : column.header}</td>
                            <td role="cell" className={css.samples}>
                                {column.samples.filter((sample) => sample.trim() !== '').join(' · ')}
                            </td>
                            <td role="cell">
                                <select
                                    className={css.select}
                                    aria-label={t('import.mapping.fieldOf', { column: column.header || String(column.index + 1) })}
                                    value={column.field ?? ''}
                                    onChange={(event) => choose(column.index, event.currentTarget.value === '' ? null : event.currentTarget.value)}
                                >
                                    <option value="">{t('import.mapping.skip')}</option>
                                    {(fields.data?.items ?? (column.field === null ? [] : [{ key: column.field, title: column.field }])).map(({ key, title }) => (
                                        <option key={key} value={key}>
                                            {title}
                                        </option>
                                    ))}
                                </select>
                            </td>
                            <td role="cell" className="muted s14">
                                {column.guessed && column.field !== null && !chosen.has(column.index) && t('import.mapping.guess')}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <Preview one={one} stale={mapping.isPending} columns={columns} />
            <div role="alert" className={page.refusal}>
                {refused && <p>{problemText(refused)}</p>}
                {!hasPhone(columns) && <p>{t('import.mapping.noPhone')}</p>}
            </div>
            <p className={page.acts}>
                <Button
                    variant="filled"
                    aria-disabled={!ready}
                    onClick={() => {
                        if (ready) starting.mutate();
                    }}
                >
                    {starting.isPending ? t('import.mapping.starting') : t('import.mapping.start')}
                </Button>
                <button
                    type="button"
                    className="act"
                    onClick={() => {
                        if (!dropping.isPending) dropping.mutate();
                    }}
                >
                    {t('import.mapping.drop')}
                </button>
            </p>
        </>
    );
}

/** The first rows, with the numbers as they would be kept or the reason why not. */
function Preview({ one, columns, stale }: { one: Import; columns: Import['columns']; stale: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const shown = columns.filter(({ field }) => field !== null && field !== PHONE).slice(0, 4);
    const bad = one.preview.filter(({ problem }) => problem !== null).length;
    if (one.preview.length === 0) return null;
    return (
        <section className={css.preview} aria-busy={stale}>
            <h2>{t('import.preview.title')}</h2>
            <p className={css.count} role="status">
                {bad === 0 ? t('import.preview.allGood', { count: one.preview.length }) : t('import.preview.some', { count: bad, all: format.number(one.preview.length) })}
            </p>
            {/* What scrolls has to be reachable by keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className={css.scroll} role="region" tabIndex={0} aria-label={t('import.preview.title')}>
                <table className="ledger" role="table">
                    <caption className="sr">{t('import.preview.title')}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" className="r">
                                {t('import.note.row')}
                            </th>
                            <th role="columnheader">{t('import.preview.number')}</th>
                            {shown.map(({ index, header }) => (
                                <th key={index} role="columnheader">
                                    {header}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {one.preview.map(({ row, phone, problem, cells }) => (
                            <tr key={row} role="row">
                                <td role="cell" className="n muted r">
                                    {format.number(row)}
                                </td>
                                <td role="cell" className={problem === null ? 'n' : css.bad}>
                                    {problem ?? phone}
                                </td>
                                {shown.map(({ index }) => (
                                    <td key={index} role="cell">
                                        {cells[index]}
                                    </td>
                                ))}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}
