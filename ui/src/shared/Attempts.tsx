import { queryOptions, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Schemas } from './api';
import css from './Attempts.module.css';
import { Bone } from './Bone';
import { useFormat } from './useFormat';
import { useProblemText } from './useProblemText';

type Attempt = Schemas['AttemptView'];
type Code = Schemas['AttemptCodeView'];

const attemptsQuery = (id: string) =>
    queryOptions({
        queryKey: ['message', id, 'attempts'],
        queryFn: ({ signal }) => call('GET /messages/:id/attempts', { path: { id }, signal }),
    });

/** Every attempt at one message, asked for when somebody wants to know. */
export function Attempts({ message }: { message: string }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState(false);
    const id = useId();
    return (
        <>
            <button type="button" className="act s14" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
                {t('attempts.show')}
            </button>
            {open && (
                <div id={id} className={css.attempts}>
                    <Opened message={message} />
                </div>
            )}
        </>
    );
}

function Opened({ message }: { message: string }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const { data, error, refetch } = useQuery(attemptsQuery(message));
    if (!data && error) {
        return (
            <p role="alert">
                {t('attempts.failed')}. {problemText(error)}{' '}
                <button type="button" className="act s14" onClick={() => void refetch()}>
                    {t('again')}
                </button>
            </p>
        );
    }
    if (!data) {
        return (
            <p role="status" aria-busy="true">
                <span className="sr">{t('loading')}</span>
                <Bone width={260} height={14} />
            </p>
        );
    }
    if (data.attempts.length + data.waiting.length === 0) return <p>{t('attempts.none')}</p>;
    return (
        <ol>
            {data.attempts.map((one) => (
                <li key={`${one.part} ${one.number}`}>
                    <One one={one} parts={data.parts} />
                </li>
            ))}
            {data.waiting.map((one) => (
                <li key={`waiting ${one.part}`}>{t('attempts.waiting', { number: one.number, at: format.moment(one.dueAt) })}</li>
            ))}
        </ol>
    );
}

function One({ one, parts }: { one: Attempt; parts: number }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { settled } = one;
    const by = { by: settled?.by ?? '', at: settled ? format.moment(settled.at) : '' };
    return (
        <>
            <p>
                <b>{parts > 1 ? t('attempts.part', { part: one.part, number: one.number }) : t('attempts.one', { number: one.number })}</b>,{' '}
                <time dateTime={one.at}>{format.moment(one.at)}</time>, {t('attempts.through', { connection: one.connection })}: {t(`attempts.answer.${one.answer}`)}
                {one.code ? '' : '.'}
                <Meaning code={one.code} />
            </p>
            {one.receipts.map((receipt) => (
                <p key={receipt.storedAt + receipt.state}>
                    {t(`attempts.receipt.${receipt.state}`)}, <time dateTime={receipt.storedAt}>{format.moment(receipt.storedAt)}</time>
                    {receipt.code ? '' : '.'}
                    <Meaning code={receipt.code} />
                </p>
            ))}
            {one.proven && <p>{t('attempts.proven')}</p>}
            {one.again && <p>{t(`attempts.again.${one.again}`, by)}</p>}
            {one.answer === 'unknown' && settled && !settled.again && <p>{t(settled.by ? 'attempts.givenUp' : 'attempts.givenUpByTerm', by)}</p>}
        </>
    );
}

/** The operator's own code with its standard name, and what it means. */
function Meaning({ code }: { code: Code | null }) {
    const { t } = useTranslation();
    if (!code) return null;
    return (
        <>
            . {t('attempts.code', { code: code.name ? `${code.code} ${code.name}` : code.code })}
            {code.text ? `: ${code.text}` : '.'}
        </>
    );
}
