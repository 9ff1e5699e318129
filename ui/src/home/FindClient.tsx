import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { clientsQuery } from './api';
import css from './Home.module.css';
import { useToday } from './useToday';

const PAUSE = 250;

/** The agent's: somebody calls, and their card is wanted. */
export function FindClient({ name }: { name: string }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const today = useToday();
    const format = useFormat();
    const [text, setText] = useState('');
    // Somebody is on the line: the first key they press is a part of the name.
    const field = useRef<HTMLInputElement>(null);
    useEffect(() => field.current?.focus(), []);
    const [asked, setAsked] = useState('');
    useEffect(() => {
        const timer = setTimeout(() => setAsked(text.trim()), PAUSE);
        return () => clearTimeout(timer);
    }, [text]);
    const query = useQuery({ ...clientsQuery(asked), enabled: asked.length > 1 });
    const clients = asked.length > 1 ? query.data?.items : undefined;
    const total = query.data?.total ?? 0;
    return (
        <>
            <p className="muted s14 n">{today}</p>
            <h1>{t('home.agent.title', { name })}</h1>
            <TextInput
                className={css.findClient ?? ''}
                type="search"
                label={t('home.agent.find')}
                description={t('home.agent.help')}
                autoComplete="off"
                ref={field}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
            />
            <p role="status" className="s14 muted">
                {query.isFetching ? t('home.agent.busy') : clients?.length === 0 ? t('home.agent.none') : clients ? t('home.agent.found', { count: total }) : ''}
            </p>
            <p role="alert" className={css.refusal}>
                {query.isError && problemText(query.error)}
            </p>
            {clients && clients.length > 0 && (
                <ul className={css.clients}>
                    {clients.map((client) => (
                        <li key={client.id}>
                            <Link to="/recipients/$id" params={{ id: client.id }} className={css.name}>
                                {client.name ?? t('home.agent.nameless')}
                            </Link>
                            <span className="n">{client.phone}</span>
                            <span className="muted">{client.city}</span>
                            <span className="s14 muted">{client.optedOut ? t('home.agent.optedOut') : ''}</span>
                        </li>
                    ))}
                </ul>
            )}
            {clients && total > clients.length && (
                <p>
                    {t('home.agent.some', { count: clients.length, total: format.number(total) })}{' '}
                    <Link to="/recipients" search={{ q: asked }} className={css.name}>
                        {t('home.agent.all')}
                    </Link>
                </p>
            )}
        </>
    );
}
