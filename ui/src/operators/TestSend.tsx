import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { type Connection, sendTest, testQuery } from './api';
import css from './Operators.module.css';
import { standing } from './standing';
import { Until } from './Until';

/** One real message through this connection; what became of it comes by itself. */
export function TestSend({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const session = useSession();
    const [phone, setPhone] = useState(session?.phone ?? '');
    const [text, setText] = useState(() => t('operators.test.example'));
    const [lacking, setLacking] = useState(false);
    const sending = useMutation({ mutationFn: () => sendTest(connection.id, phone.trim(), text.trim()) });
    const submit = (event: FormEvent) => {
        event.preventDefault();
        const whole = phone.trim() !== '' && text.trim() !== '';
        setLacking(!whole);
        if (whole && !sending.isPending) sending.mutate();
    };
    const wrong = (pointer: string, value: string) => (lacking && value.trim() === '' ? t('option.empty') : fieldProblem(sending.error, pointer));
    return (
        <form className={css.test} onSubmit={submit} noValidate>
            <h2>{t('operators.test.title')}</h2>
            <TextInput
                type="tel"
                label={t('operators.test.phone')}
                autoComplete="tel"
                value={phone}
                onChange={(event) => setPhone(event.currentTarget.value)}
                error={wrong('/phone', phone)}
            />
            <TextInput label={t('operators.test.text')} autoComplete="off" value={text} onChange={(event) => setText(event.currentTarget.value)} error={wrong('/text', text)} />
            <div>
                <Button type="submit" aria-disabled={sending.isPending}>
                    {sending.isPending ? t('operators.test.busy') : t('operators.test.send')}
                </Button>
            </div>
            <div role="alert" className={css.refusal}>
                {sending.isError && !toldAtFields(sending.error, ['/phone', '/text']) && problemText(sending.error)}
            </div>
            <div role="status" className={css.result}>
                {sending.data && <Fate key={sending.data.id} id={sending.data.id} connection={connection} />}
            </div>
            <p>{t('operators.test.note')}</p>
        </form>
    );
}

function Fate({ id, connection }: { id: string; connection: Connection }) {
    const { t } = useTranslation();
    const { name } = connection;
    const format = useFormat();
    const problemText = useProblemText();
    const { data, error } = useQuery(testQuery(id));
    if (!data && error) return <p>{problemText(error)}</p>;
    if (!data || data.state === 'queued') {
        return (
            <p>
                <b>{t('operators.test.fate.queued')}</b> <Held connection={connection} />
            </p>
        );
    }
    return (
        <p>
            <b>{t(`operators.test.fate.${data.state}`, { name })}</b>
            {data.reason && ` ${data.reason}`}
            {data.at && <span className="n"> {format.clock(data.at)}</span>}
        </p>
    );
}

/** Why a message waits here: a test goes through this very connection or not at all. */
function Held({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const state = standing(connection);
    if (state !== 'paused' && state !== 'resting' && state !== 'spent' && state !== 'down') return null;
    return (
        <>
            {t(`operators.test.held.${state}`, { name: connection.name })} {state !== 'down' && <Until connection={connection} />}
        </>
    );
}
