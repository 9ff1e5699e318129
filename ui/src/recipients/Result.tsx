import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { importQuery, importsQuery, rejectedAddress, undoImport } from './api';
import { FileDrop } from './FileDrop';
import { About } from './About';
import page from './ImportPage.module.css';
import type { Import, ImportNote } from './recipient';
import css from './Result.module.css';

/** The books of an import: every row is a client, a repeat, or one that was not taken, with its reason. */
export function Result({ one }: { one: Import }) {
    const { t } = useTranslation();
    const format = useFormat();
    const navigate = useNavigate();
    const [undoing, setUndoing] = useState(false);
    const { result } = one;
    if (!result) return null;
    const { rows, imported, created, merged, rejected } = result;
    return (
        <>
            <h1>{t('import.done.title', { count: imported })}</h1>
            <About one={one} />
            <dl className={css.books} aria-label={t('import.done.books')}>
                <div>
                    <dt>{format.number(rows)}</dt>
                    <dd>{t('import.done.rows', { count: rows })}</dd>
                </div>
                <div data-sign="=">
                    <dt>{format.number(imported)}</dt>
                    <dd>{t('import.done.clients', { count: imported })}</dd>
                </div>
                <div data-sign="+">
                    <dt>{format.number(merged)}</dt>
                    <dd>{t('import.done.merged', { count: merged })}</dd>
                </div>
                <div data-sign="+" data-bad={rejected > 0 || undefined}>
                    <dt>{format.number(rejected)}</dt>
                    <dd>{t('import.done.rejected')}</dd>
                </div>
            </dl>
            <p className={page.lead}>
                {t('import.done.created', { count: created })} {imported - created > 0 && t('import.done.updated', { count: imported - created })}{' '}
                {one.undoable && (
                    <button type="button" className="act" onClick={() => setUndoing(true)}>
                        {t('import.undo.act')}
                    </button>
                )}
            </p>
            {rejected > 0 && (
                <section className={css.notes}>
                    <h2>{t('import.rejected.title', { count: rejected })}</h2>
                    <p className={css.text}>
                        {t('import.rejected.text')}{' '}
                        <a href={rejectedAddress(one.id)} download>
                            {t('import.rejected.download')}
                        </a>
                    </p>
                    <Notes notes={one.rejections} all={rejected} label={t('import.rejected.title', { count: rejected })} />
                    <FileDrop quiet onSent={({ id }) => void navigate({ to: '/imports/$id', params: { id } })} />
                </section>
            )}
            {result.warnings > 0 && (
                <section className={css.notes}>
                    <h2>{t('import.warnings.title', { count: result.warnings })}</h2>
                    <p className={css.text}>{t('import.warnings.text')}</p>
                    <Notes notes={one.warnings} all={result.warnings} label={t('import.warnings.title', { count: result.warnings })} />
                </section>
            )}
            <p className={page.acts}>
                <Link to="/recipients">{t('import.done.look')}</Link>
                {rejected === 0 && <Link to="/imports">{t('import.more')}</Link>}
            </p>
            <Dialog opened={undoing} onClose={() => setUndoing(false)} width={480} title={t('import.undo.title')}>
                <Undo one={one} onClose={() => setUndoing(false)} />
            </Dialog>
        </>
    );
}

const SHOWN = 20;

function Notes({ notes, all, label }: { notes: ImportNote[]; all: number; label: string }) {
    const { t } = useTranslation();
    const format = useFormat();
    const [whole, setWhole] = useState(false);
    const shown = whole ? notes : notes.slice(0, SHOWN);
    return (
        <>
            <table className={`ledger fold ${css.ledger}`} role="table">
                <caption className="sr">{label}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" className="r">
                            {t('import.note.row')}
                        </th>
                        <th role="columnheader">{t('import.note.value')}</th>
                        <th role="columnheader">{t('import.note.problem')}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {shown.map(({ row, column, problem, value }) => (
                        <tr key={`${row} ${column ?? ''} ${problem}`} role="row">
                            <td role="cell" className="n muted r" data-column={t('import.note.row')}>
                                {format.number(row)}
                            </td>
                            <td role="cell">
                                {value === null || value === '' ? <span className="muted">{t('import.note.blank')}</span> : value}
                                {column !== null && column !== '' && <span className={css.column}>{column}</span>}
                            </td>
                            <td role="cell">{problem}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {notes.length > shown.length && (
                <button type="button" className="act" onClick={() => setWhole(true)}>
                    {t('import.note.more', { count: notes.length - shown.length })}
                </button>
            )}
            {shown.length === notes.length && all > notes.length && <p className={css.text}>{t('import.note.kept', { count: notes.length })}</p>}
        </>
    );
}

function Undo({ one, onClose }: { one: Import; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const { created = 0, imported = 0 } = one.result ?? {};
    const undoing = useMutation({
        mutationFn: () => undoImport(one.id),
        onSuccess: (next) => {
            onClose();
            client.setQueryData(importQuery(one.id).queryKey, next);
            void client.invalidateQueries({ queryKey: importsQuery.queryKey });
            void client.invalidateQueries({ queryKey: ['clients'] });
        },
    });
    return (
        <>
            <p>
                {t('import.undo.created', { count: created })} {imported - created > 0 && t('import.undo.updated', { count: imported - created })} {t('import.undo.kept')}
            </p>
            <div role="alert" className={page.refusal}>
                {undoing.isError && <p>{problemText(undoing.error)}</p>}
            </div>
            <div className="buttons">
                <Button data-autofocus onClick={onClose}>
                    {t('import.undo.leave')}
                </Button>
                <Button
                    variant="final"
                    aria-disabled={undoing.isPending}
                    onClick={() => {
                        if (!undoing.isPending) undoing.mutate();
                    }}
                >
                    {undoing.isPending ? t('import.undo.busy') : t('import.undo.confirm')}
                </Button>
            </div>
        </>
    );
}
